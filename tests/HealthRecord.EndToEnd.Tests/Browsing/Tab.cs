using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;

namespace HealthRecord.EndToEnd.Tests.Browsing;

/// <summary>A page in a browser of its own that notes what nobody may ever see: errors of scripts and requests to other hosts.</summary>
public sealed class Tab : IAsyncDisposable
{
    // Drawn by its circuit, nothing loading, charts painted, letters in their own shapes.
    private const string Ready = """
        () => {
          const main = document.getElementById('contenu');
          if (document.readyState !== 'complete' || !main || main.innerText.trim() === '') return false;
          if (main.querySelector('.hr-wait, [aria-busy=true]')) return false;
          if ([...main.querySelectorAll('.hr-chart')].some(c => !c.querySelector('svg'))) return false;
          return document.fonts.status === 'loaded';
        }
        """;

    private readonly List<string> faults = [];
    private readonly Uri product;

    internal Tab(IBrowserContext context, IPage page, Uri product)
    {
        (Context, Page, this.product) = (context, page, product);
        context.Console += (_, message) =>
        {
            if ((message.Type == "error" && !IsExpected(message)) || IsAboutHeader(message))
                faults.Add($"console: {message.Text} ({message.Location})");
        };
        context.WebError += (_, error) => faults.Add($"script: {error.Error}");
        context.Request += (_, request) => Note(request.Url);
    }

    public IBrowserContext Context { get; }
    public IPage Page { get; }

    /// <summary>The answer that a page is expected to give with an error status, as a page that does not exist.</summary>
    public string? ExpectedToFail { get; set; }

    /// <summary>Opens an address and waits until it stands still.</summary>
    public async Task<IResponse?> GoAsync(string path)
    {
        var answer = await Page.GotoAsync(path);
        await ReadyAsync();
        return answer;
    }

    public async Task ReadyAsync() => await Page.WaitForFunctionAsync(Ready);

    /// <summary>Turns the device round or the lamp off: the page stays and follows.</summary>
    public async Task ShowOnAsync(Screen screen)
    {
        await Page.EmulateMediaAsync(
            new() { ColorScheme = screen.Dark ? ColorScheme.Dark : ColorScheme.Light }
        );
        await Page.SetViewportSizeAsync(screen.Width, screen.Height);
        await ReadyAsync();
    }

    /// <summary>Nobody has to scroll sideways to read.</summary>
    public async Task AssertFitsAsync()
    {
        var tooWide = await Page.EvaluateAsync<string[]>(
            """
            () => {
              const width = document.documentElement.clientWidth;
              if (document.documentElement.scrollWidth <= width) return [];
              const clipped = e => { for (let p = e.parentElement; p && p !== document.body; p = p.parentElement) if (getComputedStyle(p).overflowX !== 'visible') return true; return false; };
              return [...document.querySelectorAll('body *')]
                .filter(e => e.getBoundingClientRect().right > width + 1 && !clipped(e))
                .map(e => e.cloneNode(false).outerHTML);
            }
            """
        );
        Assert.Empty(tooWide);
    }

    /// <summary>Takes the cookies of somebody who signed in without a browser.</summary>
    public async Task SignInAsync(Visitor visitor) =>
        await Context.AddCookiesAsync(
            visitor.Cookies.Select(c => new Cookie
            {
                Name = c.Name,
                Value = c.Value,
                Url = product.ToString(),
                HttpOnly = c.HttpOnly,
            })
        );

    public Task<string> BackgroundAsync() =>
        Page.EvaluateAsync<string>("() => getComputedStyle(document.body).backgroundColor");

    public Task PressAsync(string key) => Page.Keyboard.PressAsync(key);

    /// <summary>As if the page had just been opened: the next stop is the first one.</summary>
    public Task FromTheTopAsync() =>
        Page.EvaluateAsync(
            """
            () => {
              const first = document.createElement('span');
              first.tabIndex = -1;
              document.body.prepend(first);
              first.focus();
              first.remove();
            }
            """
        );

    /// <summary>Presses Tab until the control has the focus.</summary>
    public async Task TabToAsync(ILocator control)
    {
        const int farthest = 80;
        await Expect(control).ToBeEnabledAsync();
        for (var press = 0; press < farthest; press++)
        {
            await PressAsync("Tab");
            if (await control.EvaluateAsync<bool>("e => e === document.activeElement"))
                return;
        }
        Assert.Fail($"Tab never reached {control}.");
    }

    /// <summary>The controls that Tab does not stop at, or that do not show that they have the focus.</summary>
    public async Task<IReadOnlyList<string>> UnreachableAsync()
    {
        var expected = await Page.EvaluateAsync<int>(
            """
            () => {
              // Of choices that exclude each other Tab stops at one.
              const all = [...document.querySelectorAll('a[href], button:enabled, input:enabled:not([type=hidden], [type=radio]), select:enabled, textarea:enabled, summary')]
                .filter(e => e.checkVisibility({ visibilityProperty: true }) && e.tabIndex >= 0);
              for (const e of all) e.dataset.unseen = 'not reached';
              return all.length;
            }
            """
        );
        await FromTheTopAsync();
        for (var press = 0; press < 2 * expected + 20; press++)
        {
            await PressAsync("Tab");
            var left = await Page.EvaluateAsync<int>(
                """
                () => {
                  const e = document.activeElement;
                  const ringed = (x, part) => { const s = getComputedStyle(x, part); return s.outlineStyle !== 'none' && s.outlineWidth !== '0px' || s.boxShadow !== 'none'; };
                  const shown = x => ringed(x) || ringed(x, '::after');
                  if (e?.dataset.unseen) {
                    // What is drawn by its label shows it there.
                    const label = e.labels?.[0];
                    if (shown(e) && e.getBoundingClientRect().width > 2 || label && shown(label)) delete e.dataset.unseen;
                    else e.dataset.unseen = 'shows no focus';
                  }
                  return document.querySelectorAll('[data-unseen="not reached"]').length;
                }
                """
            );
            if (left == 0)
                break;
        }
        return await Page.EvaluateAsync<string[]>(
            "() => [...document.querySelectorAll('[data-unseen]')].map(e => e.dataset.unseen + ': ' + e.outerHTML.slice(0, 200))"
        );
    }

    public void Forget() => faults.Clear();

    public void AssertNoFault() =>
        Assert.True(faults.Count == 0, string.Join('\n', faults.Distinct()));

    /// <summary>Nothing that axe knows of keeps anybody from using the page as it stands.</summary>
    public async Task AssertAccessibleAsync(string where)
    {
        // A message at the foot of the page fades: its contrast is judged when it is gone.
        await Expect(Page.Locator(".mud-snackbar")).ToHaveCountAsync(0);
        var found = (await Page.RunAxe()).Violations;
        Assert.True(found.Length == 0, $"{where}\n{string.Join('\n', found.Select(Words))}");
    }

    public async ValueTask DisposeAsync() => await Context.DisposeAsync();

    private static string Words(AxeResultItem item) =>
        $"{item.Id} ({item.Impact}): {item.Help}"
        + string.Concat(
            item.Nodes.Take(5)
                .Select(n =>
                    $"\n    {n.Html}\n      {string.Join("; ", n.Any.Concat(n.All).Concat(n.None).Select(c => c.Message))}"
                )
        );

    // A warning to whoever looks, once a page: the header names what the browser does not know.
    private static bool IsAboutHeader(IConsoleMessage message) =>
        message.Text.Contains("Permissions-Policy", StringComparison.Ordinal);

    private bool IsExpected(IConsoleMessage message) =>
        ExpectedToFail is { } path
        && message.Location.Contains(path, StringComparison.Ordinal)
        && message.Text.StartsWith("Failed to load resource", StringComparison.Ordinal);

    private void Note(string url)
    {
        var asked = new Uri(url);
        if (asked.Scheme is "data" or "blob")
            return;
        if (asked.Authority != product.Authority)
            faults.Add($"request to another host: {url}");
    }
}
