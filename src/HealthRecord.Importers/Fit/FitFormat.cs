using System.Globalization;
using HealthRecord.Importers.Archives;
using HealthRecord.Importers.Detection;
using HealthRecord.Importers.Formats;

namespace HealthRecord.Importers.Fit;

/// <summary>
/// FIT: what watches, bracelets, scales and cuffs write (Garmin, Wahoo, Suunto, COROS, Polar …). A file is held in memory and
/// checked as a whole, check sum included, before anything of it is handed out.
/// </summary>
/// <remarks>Layout as in the public "FIT Protocol" and profile: https://developer.garmin.com/fit/protocol/.</remarks>
internal sealed class FitFormat : IFormat
{
    private const int Largest = 64 << 20;
    private const string SubjectQuestion = "subject:fit";

    public string Code => FitDevice.Producer;

    public IReadOnlyList<SourceFile> Claim(IReadOnlyList<SourceFile> files) =>
        [.. files.Where(f => f.Head.Signature == Signature.Fit)];

    public void Read(IReadOnlyList<SourceFile> files, FormatRun run)
    {
        var tally = new FitTally();
        var handover = new Handover(run.Context, run.Sink);
        var users = UsersOf(files, run);
        run.Each(
            files,
            (file, stream) =>
            {
                var bytes = BytesOf(file, stream);
                var parts = FitPart.Of(bytes, out var trailing);
                if (parts.Count == 0)
                    throw new InvalidDataException(file.Path);
                var surveyed = parts.Select(p => (Part: p, Survey: FitSurvey.Of(p))).ToList();
                foreach (var (_, survey) in surveyed)
                    Add(users, survey);
                long? user = users.Count > 1 ? Asked(users, run) : null;
                foreach (var (part, survey) in surveyed)
                {
                    Note(part, survey, file, tally);
                    FitPartReader.Read(part, survey, handover, user, tally, run.Stop);
                }
                if (trailing > 0)
                    tally.Note(Warnings.TrailingBytes, file.Path);
            }
        );
        tally.Warn(run);
    }

    private static void Note(FitPart part, FitSurvey survey, SourceFile file, FitTally tally)
    {
        if (part.IsCut)
            tally.Note(Warnings.FitCut, file.Path);
        else if (part.Checksum == FitChecksum.Wrong)
            tally.Note(Warnings.ChecksumWrong, file.Path);
        else if (part.Checksum == FitChecksum.Missing)
            tally.Note(Warnings.ChecksumMissing, file.Path);
        if (survey.IsBroken && !part.IsCut)
            tally.Note(Warnings.FitBroken, file.Path);
    }

    /// <summary>Scales and cuffs are looked through first, so that nobody is asked in the middle.</summary>
    private static SortedDictionary<long, string> UsersOf(
        IReadOnlyList<SourceFile> files,
        FormatRun run
    )
    {
        var users = new SortedDictionary<long, string>();
        foreach (var file in files)
        {
            run.Stop.ThrowIfCancellationRequested();
            try
            {
                if (file.Length > Largest)
                    continue;
                using var stream = file.Open();
                var head = new byte[512];
                var count = stream.ReadAtLeast(head, head.Length, throwOnEndOfStream: false);
                if (!FitPart.Of(head.AsMemory(0, count), out _).Any(IsShared))
                    continue;
                using var whole = file.Open();
                foreach (var part in FitPart.Of(BytesOf(file, whole), out _))
                    Add(users, FitSurvey.Of(part));
            }
            catch (InvalidDataException)
            {
                // Named when it is read.
            }
        }
        return users;
    }

    private static bool IsShared(FitPart part) => FitSurvey.Of(part).Device.MayBeShared;

    private static void Add(SortedDictionary<long, string> users, FitSurvey survey)
    {
        const int most = 100;
        foreach (var (user, said) in survey.Users)
        {
            if (users.Count < most || users.ContainsKey(user))
                users[user] = said;
        }
    }

    private static long Asked(SortedDictionary<long, string> users, FormatRun run)
    {
        var answer = run.Ask(
            new ImportQuestion(
                SubjectQuestion,
                ImportTopic.Subject,
                [],
                [
                    .. users.Select(u =>
                    {
                        var number = u.Key.ToString(CultureInfo.InvariantCulture);
                        return new ImportChoice(number, [number, u.Value]);
                    }),
                ]
            )
        );
        return long.TryParse(answer, CultureInfo.InvariantCulture, out var user) ? user : -1;
    }

    /// <exception cref="ImportRefusedException">It is larger than any device writes.</exception>
    private static ReadOnlyMemory<byte> BytesOf(SourceFile file, Stream stream)
    {
        var bytes = new MemoryStream((int)Math.Clamp(file.Length, 0, Largest));
        Span<byte> buffer = stackalloc byte[16 * 1024];
        while (stream.Read(buffer) is var count and > 0)
        {
            if (bytes.Length + count > Largest)
                throw new ImportRefusedException(Refusals.FitTooLarge, file.Path);
            bytes.Write(buffer[..count]);
        }
        return bytes.GetBuffer().AsMemory(0, (int)bytes.Length);
    }
}
