using System.Text.Json;
using HealthRecord.Features.Imports;
using HealthRecord.Web.Tests.Api;

namespace HealthRecord.Web.Tests.Samples;

/// <summary>A file as one person's record has it: the report, and everything that is shown.</summary>
/// <param name="Refused">Lines of the report that became no reading.</param>
internal sealed record TakenFile(
    ApiAnswer Import,
    IReadOnlyList<RefusedLine> Refused,
    IReadOnlyList<ImportWarning> Warnings,
    ShownRecord Shown
)
{
    public IEnumerable<JsonElement> Rows => Import.Json.GetProperty("kinds").EnumerateArray();

    public bool IsDone => Import["state"] == "Done";
}

/// <summary>What became of one sample: once, once more, taken back; and then half of it first.</summary>
/// <param name="AfterTwice">Shown when the same file has come again.</param>
/// <param name="AfterUndo">Shown when the first of the two is taken back.</param>
/// <param name="LeftRows">Rows of the person in the database when both are.</param>
internal sealed record DeviceStory(
    Sample Sample,
    TakenFile Once,
    TakenFile Twice,
    ShownRecord AfterUndo,
    int LeftRows,
    HalfStory? Half
);

/// <param name="AfterUndo">Shown when the half is taken back and the whole stands.</param>
internal sealed record HalfStory(
    TakenFile Half,
    TakenFile Whole,
    ShownRecord AfterUndo,
    int LeftRows
);
