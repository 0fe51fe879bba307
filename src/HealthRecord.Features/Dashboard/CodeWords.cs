using HealthRecord.Domain.Measures;
using Microsoft.Extensions.Localization;

namespace HealthRecord.Features.Dashboard;

/// <summary>What a code of a coded kind is called. The same code may mean two things: light sleep is no light flow.</summary>
internal static class CodeWords
{
    public static string Of(Kind kind, string code, IStringLocalizer<DashboardTexts> texts)
    {
        var own = texts[$"code.{kind.Code}.{code}"];
        return own.ResourceNotFound ? texts[$"code.{code}"] : own;
    }
}
