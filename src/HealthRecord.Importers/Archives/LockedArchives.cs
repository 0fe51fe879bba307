namespace HealthRecord.Importers.Archives;

/// <summary>Encrypted archives inside an archive of which nobody knows the password: what lies beside them is worth having.</summary>
internal static class LockedArchives
{
    public const string Without = "without";

    /// <summary>The question with its second answer.</summary>
    /// <param name="path">Of the archive that asks.</param>
    public static ImportQuestionException BesideThePassword(ImportQuestion asked, string path) =>
        // An archive further inside has named itself already.
        new(asked.Choices.Count > 0 ? asked : asked with { Choices = [new(Without, [path])] });

    /// <summary>A person said to go on without them. The question of a password has no other answer that is kept.</summary>
    public static bool AreLeftOut(ImportContext context) =>
        context.Answers.GetValueOrDefault(EncryptedArchive.Question) == Without;
}
