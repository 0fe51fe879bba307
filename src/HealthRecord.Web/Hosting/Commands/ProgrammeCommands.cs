using System.Globalization;
using HealthRecord.Domain.Prevention.Rules;
using HealthRecord.Features.Platform.Data;
using HealthRecord.Features.Prevention.Operator;
using HealthRecord.Features.Prevention.Store;

namespace HealthRecord.Web.Hosting.Commands;

/// <summary><c>programme list</c>, <c>load</c>, <c>shipped</c>, <c>on</c>, <c>off</c></summary>
internal static class ProgrammeCommands
{
    public static async Task<int> ListAsync(CommandContext on, CancellationToken ct)
    {
        await using var services = await on.OpenAsync(ct);
        var programme = await services.GetRequiredService<ReadProgramme>().RunAsync(ct);
        SayInForce(on, programme);
        foreach (var rule in programme.All.Rules.Where(r => r.Confidence == Confidence.Unconfirmed))
        {
            var speaks = programme.TurnedOn.Contains(rule.Id);
            on.Say(
                $"{rule.Id}  {(speaks ? "activée" : "muette")}  {rule.Title}",
                $"{rule.Id}  {(speaks ? "on" : "silent")}  {RuleWording.Of(rule, french: false).Title}"
            );
        }
        return 0;
    }

    public static async Task<int> LoadAsync(CommandContext on, CancellationToken ct)
    {
        var file = RecordCommands.ExistingFile(on.Line.Required("from"));
        if (new FileInfo(file).Length > RuleFile.MostBytes)
            throw new StartRefusedException(
                $"{file} est trop grand pour un programme. L'ancien reste en vigueur.",
                $"{file} is too large for a programme. The previous one stays in force."
            );
        await using var services = await on.OpenAsync(ct);
        var reading = await services
            .GetRequiredService<LoadProgramme>()
            .RunAsync(await File.ReadAllBytesAsync(file, ct), ct);
        if (reading.Rules is null)
            throw new StartRefusedException(
                $"{file} est refusé, l'ancien programme reste en vigueur :\n{Lines(reading, "ligne")}",
                $"{file} is refused, the previous programme stays in force:\n{Lines(reading, "line")}"
            );
        SayInForce(on, await services.GetRequiredService<ReadProgramme>().RunAsync(ct));
        return 0;
    }

    public static async Task<int> ShippedAsync(CommandContext on, CancellationToken ct)
    {
        await using var services = await on.OpenAsync(ct);
        await services.GetRequiredService<LoadProgramme>().RunAsync(null, ct);
        SayInForce(on, await services.GetRequiredService<ReadProgramme>().RunAsync(ct));
        return 0;
    }

    public static Task<int> OnAsync(CommandContext on, CancellationToken ct) =>
        SwitchAsync(on, true, ct);

    public static Task<int> OffAsync(CommandContext on, CancellationToken ct) =>
        SwitchAsync(on, false, ct);

    private static async Task<int> SwitchAsync(CommandContext on, bool speaks, CancellationToken ct)
    {
        var line = on.Line.Required("line");
        await using var services = await on.OpenAsync(ct);
        var switched = await services.GetRequiredService<SwitchLine>().RunAsync(line, speaks, ct);
        if (switched.Error == SwitchLine.NotUnconfirmed)
            throw new StartRefusedException(
                $"{line} n'est pas une ligne non confirmée : elle parle toujours.",
                $"{line} is not an unconfirmed line: it always speaks."
            );
        if (!switched.TryGet(out var rule))
            throw new StartRefusedException(
                $"Le programme en vigueur n'a pas de ligne {line}. Essayez programme list.",
                $"The programme in force has no line {line}. Try programme list."
            );
        on.Say(
            $"{line} {(speaks ? "est activée" : "est muette")} : {rule.Title}",
            $"{line} is {(speaks ? "on" : "silent")}: {RuleWording.Of(rule, french: false).Title}"
        );
        return 0;
    }

    private static void SayInForce(CommandContext on, Programme programme) =>
        on.Say(
            $"{programme.All.Jurisdiction} {programme.All.Version}, {(programme.LoadedUtc is { } le ? $"en vigueur depuis le {CommandContext.Day(le)}" : "livré avec le logiciel")} : {programme.All.Rules.Count} lignes, {programme.Spoken.Rules.Count} parlent",
            $"{programme.All.Jurisdiction} {programme.All.Version}, {(programme.LoadedUtc is { } at ? $"in force since {CommandContext.Day(at)}" : "as shipped")}: {programme.All.Rules.Count} lines, {programme.Spoken.Rules.Count} speak"
        );

    private static string Lines(RuleFileReading reading, string line) =>
        string.Join(
            '\n',
            reading.Problems.Select(p =>
                $"  {line} {p.Line?.ToString(CultureInfo.InvariantCulture) ?? "?"}  {p.Path}  {p.Message}"
            )
        );
}
