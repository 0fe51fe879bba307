using Microsoft.Extensions.Localization;
using MudBlazor;

namespace HealthRecord.Features.Platform.Ui;

/// <summary>The words that the component library says by itself (closing a dialog, say), from our texts in the reader's language.</summary>
internal sealed class ComponentWords(IStringLocalizer<UiTexts> texts) : MudLocalizer
{
    public override LocalizedString this[string key] => texts[$"mud.{key}"];

    public override LocalizedString this[string key, params object[] arguments] =>
        texts[$"mud.{key}", arguments];
}
