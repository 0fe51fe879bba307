using CsCheck;
using HealthRecord.Domain.Measures;
using HealthRecord.Domain.Readings;

namespace HealthRecord.Domain.Tests.Readings;

/// <summary>Facts, marks and imports as they may come, with few different values so that they meet often.</summary>
internal static class AnyFacts
{
    public const int Month = 202603;
    public static readonly SourceKey Watch = new("apple", "Montre d'Ana");
    public static readonly Kind Weight = KindCatalogue.Get("body-weight");

    private static readonly long From = UtcMonth.FirstMs(Month);
    private static readonly long End = UtcMonth.FirstMs(UtcMonth.Next(Month));

    public static readonly ImportId[] ImportIds =
    [
        .. Enumerable.Range(1, 4).Select(i => new ImportId(new Guid(i, 0, 0, new byte[8]))),
    ];

    public static readonly Gen<long> Start = Gen.OneOf(
        Gen.Int[0, 8].Select(i => From + (i * 3_600_000L)),
        Gen.Long[From, End - 1]
    );

    private static readonly Gen<sbyte> Exponent = Gen.Int[-18, 18].Select(e => (sbyte)e);

    public static readonly Gen<WrittenNumber> Number = Gen.OneOf(
        Gen.Int[70, 73].Select(d => new WrittenNumber(d, 0)),
        Gen.Int[70, 73].Select(d => new WrittenNumber(d * 10, -1)),
        Gen.Int[700, 703].Select(d => new WrittenNumber(d, -1)),
        Gen.Select(Gen.Long, Exponent, (d, e) => new WrittenNumber(d, e)),
        Gen.Const(new WrittenNumber(long.MinValue, 18)),
        Gen.Const(new WrittenNumber(long.MaxValue, -18))
    );

    private static readonly Gen<string?> Text = OneOf<string?>(
        null,
        "",
        "kg",
        "[lb_av]",
        "Europe/Paris",
        "+05:45",
        "Île-de-Bréhat 🌊",
        "half \ud83c"
    );

    private static readonly Gen<ReadingParts?> Parts = Gen.Frequency(
        (6, OneOf<ReadingParts?>([null])),
        (
            1,
            Number
                .Select(n => (WrittenNumber?)n)
                .OneOrNull()
                .Array[0, 3]
                .Select(list => (ReadingParts?)new ReadingParts(list))
        )
    );

    /// <summary>Anything that can be written.</summary>
    private static readonly Gen<ReadingContent> Wild = Gen.Select(
        Start,
        Gen.OneOf(Gen.Const(0L), Gen.Int[0, 3].Select(i => i * 60_000L), Gen.Long[0, 1L << 40]),
        Number,
        OneOf<string?>("kg", "kg", "[lb_av]", null),
        Parts,
        Text,
        Gen.Enum<ZoneOrigin>(),
        (start, duration, value, unit, parts, zone, origin) =>
            new ReadingContent(start, duration, value, unit, parts, zone, origin)
    );

    /// <summary>A handful of contents, so that two files often say the same.</summary>
    private static readonly Gen<ReadingContent> Tame = Gen.Select(
        Gen.Int[0, 2],
        OneOf<WrittenNumber>(new(70, 0), new(700, -1), new(71, 0)),
        OneOf<string?>(null, null, "Europe/Paris"),
        (hour, value, zone) =>
            new ReadingContent(
                From + (hour * 3_600_000L),
                0,
                value,
                "kg",
                null,
                zone,
                zone is null ? ZoneOrigin.Unknown : ZoneOrigin.Metadata
            )
    );

    public static readonly Gen<ReadingContent> Content = Gen.Frequency((3, Tame), (1, Wild));

    public static readonly Gen<ExternalIdentity> Named = Gen.Select(
        OneOf("a", "b", "c", "ü-9"),
        Gen.Long[-1, 3],
        (id, version) => new ExternalIdentity(id, version)
    );

    private static readonly Gen<ExternalIdentity?> Identity = Gen.Frequency(
        (4, OneOf<ExternalIdentity?>([null])),
        (1, Named.Select(identity => (ExternalIdentity?)identity))
    );

    public static readonly Gen<ImportSet> Imports = OneOf([.. ImportIds, ImportId.ByHand])
        .Array[1, 3]
        .Select(ids => ImportSet.Of(ids));

    public static readonly Gen<Fact> Fact = Gen.Select(
        Content,
        Identity,
        Imports,
        (content, identity, imports) => new Fact(content, identity, imports)
    );

    public static Gen<Mark> MarkOf(IReadOnlyList<Fact> facts) =>
        Gen.Select(
            facts.Count == 0
                ? Content.Select(c => new Fact(c, null, ImportSet.ByHand).Key)
                : Gen.OneOf(
                    OneOf([.. facts.Select(f => f.Key)]),
                    Content.Select(c => new Fact(c, null, ImportSet.ByHand).Key)
                ),
            Gen.Int[1, 3],
            Gen.Long[0, 3],
            Gen.Enum<MarkState>(),
            Gen.Bool,
            Content,
            Text,
            (key, revision, at, state, confirmed, content, note) =>
                new Mark(
                    key,
                    revision,
                    new AccountId(new Guid(revision, 0, 0, new byte[8])),
                    at,
                    state,
                    confirmed,
                    state == MarkState.Replaced ? content : null,
                    note == "kg" ? "before-meal" : null,
                    note
                )
                {
                    IsOwn = at == 1,
                }
        );

    private static readonly Gen<Withdrawal[]> Withdrawals = Gen.Frequency(
        (2, Gen.Const(Array.Empty<Withdrawal>())),
        (
            1,
            Gen.Select(
                Named,
                Imports,
                (identity, imports) => new Withdrawal(identity, imports)
            ).Array[0, 4]
        )
    );

    public static readonly Gen<Segment> Segment = Gen.Select(Fact.Array[0, 12], Withdrawals)
        .SelectMany(
            said => MarkOf(said.Item1).Array[0, 3],
            (said, marks) =>
                Domain.Readings.Segment.Of(Weight.Code, Watch, Month, said.Item1, marks, said.Item2)
        );

    private static Gen<T> OneOf<T>(params T[] values) =>
        Gen.Int[0, values.Length - 1].Select(i => values[i]);

    public static Gen<T?> OneOrNull<T>(this Gen<T?> gen)
        where T : struct => Gen.Frequency((3, gen), (1, OneOf<T?>([null])));
}
