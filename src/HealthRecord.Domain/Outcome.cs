using System.Diagnostics.CodeAnalysis;

namespace HealthRecord.Domain;

/// <summary>Why something expected could not be done: a key of a text and its arguments. The page owns the sentence.</summary>
public sealed record Error(string Key, params object[] Arguments)
{
    public bool Equals(Error? other) =>
        other is not null && Key == other.Key && Arguments.SequenceEqual(other.Arguments);

    public override int GetHashCode() => Key.GetHashCode(StringComparison.Ordinal);
}

/// <summary>What a use case answers when nothing is handed back.</summary>
public readonly record struct Done
{
    public static Done Value => default;
}

/// <summary>A value, or an expected refusal. A bug stays an exception.</summary>
public readonly struct Outcome<T>
{
    private readonly T? value;

    private Outcome(T? value, Error? error)
    {
        this.value = value;
        Error = error;
    }

    public Error? Error { get; }

    [MemberNotNullWhen(false, nameof(Error))]
    public bool Succeeded => Error is null;

    /// <exception cref="InvalidOperationException">The outcome is a refusal.</exception>
    public T Value =>
        Error is null
            ? value!
            : throw new InvalidOperationException($"A refusal has no value: {Error.Key}");

    public bool TryGet([MaybeNullWhen(false)] out T result)
    {
        result = value;
        return Error is null;
    }

    public static implicit operator Outcome<T>(T value) => new(value, null);

    public static implicit operator Outcome<T>(Error error) => new(default, error);
}
