namespace HealthRecord.Features.Demo;

/// <summary>How somebody enters the demo. The password is made anew at every start and shown on the console, never kept.</summary>
public sealed record DemoSignIn(string Address, string Password);
