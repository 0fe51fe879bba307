namespace HealthRecord.Domain.Prevention.Rules;

/// <summary>Why a rule file was refused, for the operator who loads it: where, and what is wrong there.</summary>
/// <param name="Line">From 1; null where the file is not JSON at all.</param>
/// <param name="Path">As in <c>$.rules[3].series[0].doses[1].age</c>.</param>
/// <param name="Message">In English, like the file's own words.</param>
public sealed record RuleFileProblem(long? Line, string Path, string Message);

/// <summary>A rule set, or every reason why there is none.</summary>
public sealed record RuleFileReading(RuleSet? Rules, IReadOnlyList<RuleFileProblem> Problems);
