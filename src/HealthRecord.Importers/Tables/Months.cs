namespace HealthRecord.Importers.Tables;

/// <summary>Names of months in the languages in which devices of families speak, in full and cut short.</summary>
internal static class Months
{
    /// <summary>Without accents, in lower case.</summary>
    private static readonly string[][] Names =
    [
        ["january", "janvier", "januar", "enero", "gennaio", "januari", "janeiro"],
        ["february", "fevrier", "februar", "febrero", "febbraio", "februari", "fevereiro"],
        ["march", "mars", "marz", "maerz", "mrz", "marzo", "maart", "mrt", "marco"],
        ["april", "avril", "abril", "aprile"],
        ["may", "mai", "mayo", "maggio", "mei", "maio"],
        ["june", "juin", "juni", "junio", "giugno", "junho"],
        ["july", "juillet", "juli", "julio", "luglio", "julho"],
        ["august", "aout", "agosto", "augustus"],
        ["september", "septembre", "septiembre", "settembre", "setembro"],
        ["october", "octobre", "oktober", "octubre", "ottobre", "outubro"],
        ["november", "novembre", "noviembre", "novembro"],
        ["december", "decembre", "dezember", "diciembre", "dicembre", "dezembro"],
    ];

    /// <returns>1 to 12; 0 for a word that is no month or could be two.</returns>
    public static int Find(ReadOnlySpan<char> word)
    {
        const int shortest = 3;
        const int longest = 12;
        if (word.Length is < shortest or > longest)
            return 0;
        var plain = TableHeader.Plain(word.ToString());
        if (plain.Length < shortest)
            return 0;
        var found = 0;
        for (var month = 0; month < Names.Length; month++)
        {
            if (!Names[month].Any(n => n.StartsWith(plain, StringComparison.Ordinal)))
                continue;
            if (found > 0)
                return 0;
            found = month + 1;
        }
        return found;
    }
}
