using HealthRecord.Features;
using HealthRecord.Features.Platform;
using HealthRecord.Features.Platform.Data;
using HealthRecord.Web.Hosting;

args = RecordHosting.Arguments(args);
if (await OperatorCommands.TryRunAsync(args) is { } code)
    return code;

try
{
    var builder = WebApplication.CreateBuilder(args);
    builder.AddTelemetry();
    builder.AddRecord();
    builder.AddJobs();
    builder.AddPages();

    var app = builder.Build();
    await app.Services.PrepareRecordAsync(CancellationToken.None);
    app.UsePages();
    app.MapHealth();
    app.MapHealthRecordFeatures();
    await app.Services.ShowDemoAsync(CancellationToken.None);
    await app.RunAsync();
    return 0;
}
catch (StartRefusedException refusal)
{
    return OperatorCommands.Refuse(refusal);
}

public partial class Program;
