using System.Collections.Concurrent;

namespace HealthRecord.Features.Accounts.Sessions;

/// <summary>What each session holds open on this node, so that ending it cuts the line instead of only refusing.</summary>
internal sealed class SessionConnections
{
    /// <summary>More open pages than this is not a person.</summary>
    public const int MostPerSession = 6;

    private readonly Dictionary<Guid, List<Line>> open = [];
    private readonly ConcurrentDictionary<Watcher, byte> watchers = new();
    private readonly Lock gate = new();

    /// <summary>Tells when a session ended on this node, until it is disposed.</summary>
    public IDisposable Watch(Action<Guid> ended)
    {
        var watcher = new Watcher(this, ended);
        watchers.TryAdd(watcher, default);
        return watcher;
    }

    /// <summary>Null when the session has too many lines already.</summary>
    public IDisposable? TryOpen(Guid session, Action cut)
    {
        lock (gate)
        {
            if (!open.TryGetValue(session, out var lines))
                open[session] = lines = [];
            if (lines.Count >= MostPerSession)
                return null;
            var line = new Line(this, session, cut);
            lines.Add(line);
            return line;
        }
    }

    public void Close(Guid session)
    {
        List<Line> lines;
        lock (gate)
            lines = open.TryGetValue(session, out var found) ? [.. found] : [];
        foreach (var watcher in watchers.Keys)
            watcher.Ended(session);
        foreach (var line in lines)
            line.Cut();
    }

    private void Remove(Line line)
    {
        lock (gate)
            if (
                open.TryGetValue(line.Session, out var lines)
                && lines.Remove(line)
                && lines.Count == 0
            )
                open.Remove(line.Session);
    }

    private sealed class Line(SessionConnections owner, Guid session, Action cut) : IDisposable
    {
        public Guid Session => session;

        public void Cut() => cut();

        public void Dispose() => owner.Remove(this);
    }

    private sealed class Watcher(SessionConnections owner, Action<Guid> ended) : IDisposable
    {
        public void Ended(Guid session) => ended(session);

        public void Dispose() => owner.watchers.TryRemove(this, out _);
    }
}
