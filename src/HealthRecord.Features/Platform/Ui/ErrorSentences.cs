using System.Collections.Concurrent;
using HealthRecord.Domain;
using Microsoft.Extensions.Localization;

namespace HealthRecord.Features.Platform.Ui;

/// <summary>Finds the sentence of an expected refusal in the texts of the feature that its key names.</summary>
public sealed class ErrorSentences(IStringLocalizerFactory factory)
{
    private static readonly Type[] Markers =
    [
        .. typeof(ErrorSentences)
            .Assembly.GetTypes()
            .Where(t => t.Name.EndsWith("Texts", StringComparison.Ordinal) && !t.IsNested),
    ];

    private readonly ConcurrentDictionary<string, IStringLocalizer?> homes = new(
        StringComparer.Ordinal
    );

    public string Of(Error error)
    {
        var home = homes.GetOrAdd(error.Key, Find);
        return home is null
            ? factory.Create(typeof(UiTexts))["ui.error"]
            : home[error.Key, [.. error.Arguments.Select(Shown)]];
    }

    private IStringLocalizer? Find(string key) =>
        Markers.Select(factory.Create).FirstOrDefault(texts => !texts[key].ResourceNotFound);

    // A size is the only number that a refusal speaks of, and nobody reads bytes.
    private static object Shown(object argument) =>
        argument is long bytes ? Sizes.Of(bytes) : argument;
}
