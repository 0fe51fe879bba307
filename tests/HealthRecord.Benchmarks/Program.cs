Console.WriteLine("HealthRecord benchmarks");
