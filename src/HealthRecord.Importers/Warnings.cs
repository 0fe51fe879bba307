namespace HealthRecord.Importers;

/// <summary>Keys of the sentences about a whole file that was read all the same. The argument is a count unless said otherwise.</summary>
internal static class Warnings
{
    /// <summary>How many records stood before the cut.</summary>
    public const string CutXml = "import.cut-xml";

    public const string DamagedXml = "import.damaged-xml";
    public const string DuplicatedAttribute = "import.duplicated-attribute";
    public const string AttributeNames = "import.attribute-names";

    /// <summary>No argument: entities that the file declares itself are never resolved.</summary>
    public const string EntitiesIgnored = "import.entities-ignored";

    /// <summary>Type, unit of the file, unit of the record, count.</summary>
    public const string UnitConverted = "import.unit-converted";
    public const string SummariesComputed = "import.summaries-computed";
    public const string NestedAssumed = "import.nested-assumed";

    /// <summary>No argument.</summary>
    public const string CdaSkipped = "import.cda-skipped";

    /// <summary>How many exports the archive holds: the largest was read.</summary>
    public const string SeveralExports = "import.several-exports";

    /// <summary>How many workouts above the bound were left out.</summary>
    public const string TooManyWorkouts = "import.too-many-workouts";

    /// <summary>How many laps above the bound were left out.</summary>
    public const string TooManyLaps = "import.too-many-laps";

    /// <summary>Files among the electrocardiograms that are none.</summary>
    public const string Electrocardiograms = "import.not-imported.electrocardiograms";

    /// <summary>Files among the routes that are none.</summary>
    public const string WorkoutRoutes = "import.not-imported.workout-routes";
    public const string ClinicalRecords = "import.not-imported.clinical-records";

    /// <summary>Records of the export that point to such files.</summary>
    public const string ClinicalLinks = "import.not-imported.clinical-links";
    public const string Attachments = "import.not-imported.attachments";
    public const string Audiograms = "import.not-imported.audiograms";
    public const string VisionPrescriptions = "import.not-imported.vision-prescriptions";

    /// <summary>Path inside the archive.</summary>
    public const string MemberDamaged = "import.member-damaged";

    /// <summary>Path inside the archive: known, but not as this format writes it.</summary>
    public const string MemberUnreadable = "import.member-unreadable";

    /// <summary>Path of an archive inside the archive that the password which opened another one does not open.</summary>
    public const string MemberLocked = "import.member-locked";

    /// <summary>Path of an encrypted archive inside the archive that was left out because a person said so.</summary>
    public const string MemberLeftOut = "import.member-left-out";

    /// <summary>How many files of an archive no format claims, and the names of the first.</summary>
    public const string MembersUnknown = "import.members-unknown";

    /// <summary>Path of a file compressed alone that ends too early or is damaged: what could be unpacked was read.</summary>
    public const string GzipCut = "import.gzip-cut";

    /// <summary>Name of the table, path of the database: read up to where it is damaged.</summary>
    public const string TableDamaged = "import.table-damaged";

    /// <summary>How many records stand in tables that nobody has a kind for, and the names of the first tables.</summary>
    public const string TablesUnknown = "import.tables-unknown";

    /// <summary>How many records their producer takes back: an earlier import may have brought them.</summary>
    public const string Withdrawn = "import.withdrawn";

    /// <summary>Read up to where it is damaged.</summary>
    public const string FileDamaged = "import.file-damaged";

    /// <summary>How many files of an export hold nothing that anybody has a kind for, and the names of the first.</summary>
    public const string TablesUnread = "import.tables-unread";

    /// <summary>How many files say again what others of the same export say better, and the names of the first.</summary>
    public const string CopiesSkipped = "import.copies-skipped";

    /// <summary>How many numbers stand in fields that nobody has a kind for, and the names of the fields.</summary>
    public const string FieldsUnread = "import.fields-unread";

    /// <summary>How many times without a zone were taken for UTC, and of what.</summary>
    public const string TimesAssumedUtc = "import.times-assumed-utc";

    /// <summary>Field, and the unit that it was taken to be in.</summary>
    public const string UnitAssumed = "import.unit-assumed";

    /// <summary>How many periods of sleep are naps by the producer's own word.</summary>
    public const string Naps = "import.naps";

    /// <summary>How many notes people wrote beside their measurements, and the name of their column.</summary>
    public const string NotesLeft = "import.notes-left";

    /// <summary>No argument: the file is one page of several.</summary>
    public const string MorePages = "import.more-pages";

    /// <summary>How many measurements carry a word on whose they are that we do not know.</summary>
    public const string AttributionUnknown = "import.attribution-unknown";

    /// <summary>How many readings are the average of three by the device's own word, and how many stand in the file as their parts.</summary>
    public const string Averages = "import.averages";

    /// <summary>How many times of the hour that comes twice in autumn could have been the other one.</summary>
    public const string RepeatedHour = "import.repeated-hour";

    /// <summary>Name of a table that nobody has a kind for, and how many rows it has.</summary>
    public const string TableNotImported = "import.not-imported.table";

    /// <summary>How many files, and the names of the first.</summary>
    public const string ChecksumWrong = "import.checksum-wrong";

    /// <summary>How many files, and the names of the first.</summary>
    public const string ChecksumMissing = "import.checksum-missing";

    /// <summary>How many files end before they should, and the names of the first.</summary>
    public const string FitCut = "import.fit-cut";

    /// <summary>How many files cannot be read to their end, and the names of the first.</summary>
    public const string FitBroken = "import.fit-broken";

    /// <summary>How many files have something behind their end, and the names of the first.</summary>
    public const string TrailingBytes = "import.trailing-bytes";

    /// <summary>Files of settings, planned workouts and courses.</summary>
    public const string FitOtherFiles = "import.fit-other-files";

    /// <summary>How many messages, and their numbers.</summary>
    public const string FitMessagesUnknown = "import.fit-messages-unknown";

    /// <summary>Routes kept with fewer points than the file has.</summary>
    public const string RoutesThinned = "import.routes-thinned";

    /// <summary>Points of tracks that cannot be an activity.</summary>
    public const string PositionsWithoutTime = "import.positions-without-time";

    /// <summary>Times without a zone in a format that demands one.</summary>
    public const string LocalTimes = "import.local-times";

    /// <summary>Routes of an export that none of its workouts names or overlaps.</summary>
    public const string RoutesUnmatched = "import.routes-unmatched";

    /// <summary>How many traces, and how many samples they have together.</summary>
    public const string EcgSamples = "import.not-imported.ecg-samples";
}
