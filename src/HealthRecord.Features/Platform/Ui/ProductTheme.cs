using Microsoft.AspNetCore.Hosting;
using MudBlazor;

namespace HealthRecord.Features.Platform.Ui;

/// <summary>MudBlazor's theme, made of our own colours: its default dark palette fails WCAG AA.</summary>
public static class ProductTheme
{
    private const string Font = "Inter Variable";

    /// <exception cref="FileNotFoundException">The web root has no <c>app.css</c>.</exception>
    public static MudTheme Read(IWebHostEnvironment host)
    {
        var file = host.WebRootFileProvider.GetFileInfo("app.css");
        if (!file.Exists)
            throw new FileNotFoundException("The web root has no app.css.", "app.css");
        using var reader = new StreamReader(file.CreateReadStream());
        return Of(Tokens.Parse(reader.ReadToEnd()));
    }

    public static MudTheme Of(Tokens tokens) =>
        new()
        {
            PaletteLight = Fill(new PaletteLight(), tokens.Light),
            PaletteDark = Fill(new PaletteDark(), tokens.Dark),
            LayoutProperties = new() { DefaultBorderRadius = "12px" },
            Typography = new()
            {
                Default = new DefaultTypography
                {
                    FontFamily = [Font, "system-ui", "sans-serif"],
                    FontSize = "1rem",
                },
                Button = new ButtonTypography { TextTransform = "none", FontSize = "1rem" },
            },
        };

    private static T Fill<T>(T palette, IReadOnlyDictionary<string, string> of)
        where T : Palette
    {
        palette.Primary = of["primary"];
        palette.PrimaryContrastText = of["on-primary"];
        palette.Secondary = of["accent"];
        palette.SecondaryContrastText = of["surface"];
        palette.Tertiary = of["muted"];
        palette.Info = of["primary"];
        palette.InfoContrastText = of["on-primary"];
        palette.Success = of["in-range"];
        palette.SuccessContrastText = of["surface"];
        palette.Warning = of["attention"];
        palette.WarningContrastText = of["surface"];
        palette.Error = of["urgent"];
        palette.ErrorContrastText = of["surface"];
        palette.Dark = of["text"];
        palette.DarkContrastText = of["background"];
        palette.TextPrimary = of["text"];
        palette.TextSecondary = of["muted"];
        palette.TextDisabled = of["muted"];
        palette.ActionDefault = of["muted"];
        palette.ActionDisabled = of["muted"];
        palette.ActionDisabledBackground = of["line"];
        palette.Background = of["background"];
        palette.BackgroundGray = of["background"];
        palette.Surface = of["surface"];
        palette.AppbarBackground = of["surface"];
        palette.AppbarText = of["text"];
        palette.DrawerBackground = of["surface"];
        palette.DrawerText = of["text"];
        palette.DrawerIcon = of["muted"];
        palette.LinesDefault = of["line"];
        palette.LinesInputs = of["muted"];
        palette.Divider = of["line"];
        palette.TableLines = of["line"];
        return palette;
    }
}
