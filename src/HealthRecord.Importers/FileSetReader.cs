using HealthRecord.Importers.Archives;
using HealthRecord.Importers.Detection;
using HealthRecord.Importers.Formats;
using HealthRecord.Importers.Streams;

namespace HealthRecord.Importers;

/// <summary>Gives every file of an upload to the format that claims it, and opens archives that lie in archives.</summary>
internal sealed class FileSetReader(FormatRun run, UnpackBudget budget)
{
    private const int Deepest = 3;
    private const int NamedAtMost = 5;

    private readonly List<string> strangers = [];
    private readonly List<(string Path, ImportQuestionException Asks)> locked = [];
    private bool passwordFits;
    private int unknown;
    private bool tooDeep;
    private bool hasFhirXml;

    /// <exception cref="ImportRefusedException">Nothing in it is known.</exception>
    /// <exception cref="ImportQuestionException">Something has to be answered first.</exception>
    public void ReadArchive(CountedStream file)
    {
        var damaged = new List<string>();
        var known = ReadArchive(file, 0, damaged);
        NameLocked();
        if (!known)
            throw new ImportRefusedException(
                damaged.Count > 0 ? Refusals.DamagedZip
                : tooDeep ? Refusals.NestedArchive
                : hasFhirXml ? Refusals.FhirXml
                : Refusals.NoExport
            );
        foreach (var path in damaged)
            run.Sink.Warn(Warnings.MemberDamaged, path);
        if (unknown > 0)
            run.Sink.Warn(
                Warnings.MembersUnknown,
                $"{unknown}",
                string.Join(", ", strangers) + (unknown > strangers.Count ? " …" : "")
            );
    }

    /// <summary>An archive that was compressed once more.</summary>
    public void ReadArchive(SourceFile packed)
    {
        using var scratch = ScratchOf(packed);
        ReadArchive(new CountedStream(scratch));
    }

    /// <returns>Whether anything was known.</returns>
    public bool ReadSet(IReadOnlyList<SourceFile> files) => ReadSet(files, 0, []);

    private bool ReadArchive(CountedStream file, int depth, List<string> damaged)
    {
        try
        {
            using var archive = Archive.Open(file, run.Context, budget, run.Stop);
            passwordFits |= archive.IsEncrypted;
            damaged.AddRange(archive.Damaged);
            return ReadSet(archive.Files, depth, damaged);
        }
        // The library's ways to say that an archive is not one. The uploaded file's own failures are somebody else's.
        catch (Exception e)
            when (!file.Failed
                && e
                    is InvalidDataException
                        or IOException
                        or ArgumentException
                        or OverflowException
                        or NotSupportedException
            )
        {
            throw new ImportRefusedException(Refusals.DamagedZip);
        }
    }

    private bool ReadSet(IReadOnlyList<SourceFile> files, int depth, List<string> damaged)
    {
        var known = false;
        var rest = files;
        foreach (var format in FormatList.All)
        {
            if (rest.Count == 0)
                break;
            if (depth > 0 && format.OnlyWhole)
                continue;
            var claimed = format.Claim(rest);
            if (claimed.Count == 0)
                continue;
            known = true;
            var taken = claimed.ToHashSet();
            rest = [.. rest.Where(f => !taken.Contains(f))];
            format.Read(claimed, run);
            foreach (var file in claimed.Where(f => f.Compressed is { IsPartial: true }))
                run.Sink.Warn(Warnings.GzipCut, file.Compressed?.Path ?? "");
        }
        foreach (var file in rest)
        {
            run.Stop.ThrowIfCancellationRequested();
            if (file.Head.Signature == Signature.Zip)
                known |= ReadNested(file, depth + 1, damaged);
            else
                Note(file);
        }
        return known;
    }

    private bool ReadNested(SourceFile file, int depth, List<string> damaged)
    {
        if (depth > Deepest)
        {
            tooDeep = true;
            Note(file);
            return false;
        }
        try
        {
            using var scratch = ScratchOf(file);
            return ReadArchive(new CountedStream(scratch), depth, damaged);
        }
        catch (ImportQuestionException e) when (e.Question.Topic == ImportTopic.Password)
        {
            var asks = LockedArchives.BesideThePassword(e.Question, file.Path);
            if (run.Context.Password is null && !LockedArchives.AreLeftOut(run.Context))
                throw asks;
            locked.Add((file.Path, asks));
            return false;
        }
        catch (Exception e)
            when (e is InvalidDataException
                || e is ImportRefusedException and not ImportLimitException
            )
        {
            damaged.Add(file.Path);
            return false;
        }
    }

    /// <summary>
    /// Of several archives with passwords of their own, the one that was given opens some. The others are named, each to be
    /// uploaded alone; where it opens none, it was a slip and is asked for again. Who knows none goes on without them.
    /// </summary>
    private void NameLocked()
    {
        if (locked.Count == 0)
            return;
        var areLeftOut = LockedArchives.AreLeftOut(run.Context);
        if (areLeftOut)
            run.Context.Used?.Add(locked[0].Asks.Question.Id);
        else if (!passwordFits)
            throw locked[0].Asks;
        foreach (var (path, _) in locked)
            run.Sink.Warn(areLeftOut ? Warnings.MemberLeftOut : Warnings.MemberLocked, path);
    }

    private Scratch ScratchOf(SourceFile file)
    {
        var scratch = new Scratch(run.Context.ScratchFolder);
        try
        {
            using var content = file.Open();
            content.CopyTo(scratch);
            return scratch;
        }
        catch
        {
            scratch.Dispose();
            throw;
        }
    }

    private void Note(SourceFile file)
    {
        unknown++;
        hasFhirXml |= file.Head.IsFhirXml;
        if (strangers.Count < NamedAtMost)
            strangers.Add(file.Path);
    }
}
