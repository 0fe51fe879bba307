using System.IO.Compression;
using System.Text.Json;
using HealthRecord.Domain.Prevention.Rules;
using HealthRecord.Features.Platform.Data;
using Microsoft.EntityFrameworkCore;

namespace HealthRecord.Features.Prevention.Store;

/// <summary>The programme in force: the newest that the operator loaded, else the one the product ships with.</summary>
/// <param name="Id">Tells programmes and their switches apart; of the shipped one, made of its version.</param>
/// <param name="All">With the lines that stay silent.</param>
/// <param name="Spoken">What persons are told from.</param>
/// <param name="LoadedUtc">When the operator loaded it or last turned a line; null where nobody did.</param>
/// <param name="IsShipped">Whether its lines are the product's own, and change with a new version of it.</param>
internal sealed record Programme(
    Guid Id,
    RuleSet All,
    RuleSet Spoken,
    IReadOnlySet<string> TurnedOn,
    DateTime? LoadedUtc,
    bool IsShipped
);

/// <summary>Reads the programme in force, and keeps it as long as its row is the newest.</summary>
internal sealed class ProgrammeInForce
{
    private static readonly Programme Shipped = Make(
        ShippedId(""),
        RuleFile.Embedded,
        [],
        null,
        isShipped: true
    );

    private volatile Known? last;

    public async Task<Programme> GetAsync(HealthDb db, CancellationToken ct)
    {
        var newest = await db
            .ProgrammeFiles.AsNoTracking()
            .OrderByDescending(f => f.LoadedUtc)
            .ThenByDescending(f => f.Id)
            .Select(f => (Guid?)f.Id)
            .FirstOrDefaultAsync(ct);
        if (newest is not { } id)
            return Shipped;
        if (last is { } known && known.Row == id)
            return known.Programme;
        var file = await db.ProgrammeFiles.AsNoTracking().SingleAsync(f => f.Id == id, ct);
        var isShipped = file.Content.Length == 0;
        var programme = Make(
            // What the product ships may change under a row that only turned lines on.
            isShipped ? ShippedId($"{id:N}") : id,
            isShipped ? RuleFile.Embedded : Read(file.Content),
            JsonSerializer.Deserialize<string[]>(file.TurnedOn) ?? [],
            file.LoadedUtc,
            isShipped
        );
        last = new(id, programme);
        return programme;
    }

    public static byte[] Pack(ReadOnlySpan<byte> file)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.SmallestSize, leaveOpen: true))
            gzip.Write(file);
        return packed.ToArray();
    }

    private static RuleSet Read(byte[] packed)
    {
        using var gzip = new GZipStream(new MemoryStream(packed), CompressionMode.Decompress);
        using var plain = new MemoryStream();
        gzip.CopyTo(plain);
        // It was read strictly before it was stored; an older program than the one that stored it may still not know it.
        return RuleFile.Read(plain.ToArray()).Rules ?? RuleFile.Embedded;
    }

    private static Programme Make(
        Guid id,
        RuleSet all,
        IEnumerable<string> turnedOn,
        DateTime? loaded,
        bool isShipped
    )
    {
        var on = turnedOn.ToHashSet(StringComparer.Ordinal);
        return new(id, all, all.SpokenWith(on), on, loaded, isShipped);
    }

    /// <summary>A new version of the product brings a new programme: its id follows from what the file says it is.</summary>
    private static Guid ShippedId(string row) =>
        new(
            System
                .Security.Cryptography.SHA256.HashData(
                    System.Text.Encoding.UTF8.GetBytes(
                        $"{RuleFile.Embedded.Jurisdiction}/{RuleFile.Embedded.Version}/{row}"
                    )
                )
                .AsSpan(0, 16)
        );

    private sealed record Known(Guid Row, Programme Programme);
}
