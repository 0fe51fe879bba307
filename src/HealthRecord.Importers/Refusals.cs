namespace HealthRecord.Importers;

/// <summary>Keys of the sentences that say why nothing of a file could be read.</summary>
internal static class Refusals
{
    public const string Empty = "import.empty";
    public const string NotAnExport = "import.not-an-export";
    public const string OtherXml = "import.other-xml";
    public const string CutZip = "import.cut-zip";
    public const string DamagedZip = "import.damaged-zip";
    public const string NoExport = "import.no-export";
    public const string NestedArchive = "import.nested-archive";
    public const string EntryOutside = "import.entry-outside";
    public const string TooManyEntries = "import.too-many-entries";
    public const string TooLargeUnpacked = "import.too-large-unpacked";
    public const string ZipBomb = "import.zip-bomb";
    public const string TagTooLong = "import.tag-too-long";
    public const string TooDeep = "import.too-deep";
    public const string TooManySources = "import.too-many-sources";

    /// <summary>How many columns at most.</summary>
    public const string TableTooWide = "import.table-too-wide";

    /// <summary>No argument: a table in which nothing looks like a date beside a number.</summary>
    public const string NoTable = "import.no-table";

    /// <summary>No argument: nobody but its owner should have to say the password of a table.</summary>
    public const string WorkbookLocked = "import.workbook-locked";
    public const string WorkbookDamaged = "import.workbook-damaged";

    /// <summary>No argument: FHIR is read as JSON.</summary>
    public const string FhirXml = "import.fhir-xml";

    /// <summary>How many megabytes at most.</summary>
    public const string DatabaseTooLarge = "import.database-too-large";

    /// <summary>Path: more than 64 MB, which no device writes.</summary>
    public const string FitTooLarge = "import.fit-too-large";
}
