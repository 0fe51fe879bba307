using Microsoft.Extensions.Configuration;

namespace HealthRecord.Features.Accounts.Guessing;

/// <summary>The <c>Limits</c> section: how often a network or an account may ask. The defaults are the product's.</summary>
internal sealed record LimitOptions
{
    /// <summary>Sign-in, reset, confirmation and resending, a minute and network.</summary>
    public int SignIns { get; init; } = 10;

    /// <summary>Registrations an hour and network.</summary>
    public int SignUps { get; init; } = 5;

    /// <summary>Pages and API of one account, a minute.</summary>
    public int Requests { get; init; } = 300;

    /// <summary>Pieces of uploads of one account, a minute.</summary>
    public int Pieces { get; init; } = 3000;

    /// <summary>The shortest time in which a form that must not tell who exists is answered, in milliseconds.</summary>
    public int AnswerMilliseconds { get; init; } = 500;

    public static LimitOptions Of(IConfiguration configuration) =>
        configuration.GetSection("Limits").Get<LimitOptions>() ?? new LimitOptions();
}
