namespace HealthRecord.TestKit;

/// <summary>The document types that phones have written, sound and broken.</summary>
public static class AppleExportDocType
{
    public const string None = "";

    public const string Version14 = """
        <!DOCTYPE HealthData [
        <!-- HealthKit Export Version: 14 -->
        <!ELEMENT HealthData (ExportDate,Me,(Record|Correlation|Workout|ActivitySummary|ClinicalRecord|Audiogram|VisionPrescription)*)>
        <!ATTLIST HealthData
          locale CDATA #REQUIRED
        >
        <!ELEMENT Record ((MetadataEntry|HeartRateVariabilityMetadataList)*)>
        <!-- Note: Any Records that appear as children of a correlation also appear as top-level records in this document. -->
        ]>

        """;

    /// <summary>As iOS 16 wrote it: a list that is never closed, a declaration inside another, a stray quote.</summary>
    public const string BrokenVersion12 = """
        <!DOCTYPE HealthData [
        <!-- HealthKit Export Version: 12 -->
        <!ELEMENT HealthData (ExportDate,Me,(Record|Correlation|Workout|ActivitySummary|ClinicalRecord|Audiogram|VisionPrescription)*)>
        <!ATTLIST HealthData
          locale CDATA #REQUIRED
        >
        <!ELEMENT WorkoutStatistics EMPTY>
        <!ATTLIST WorkoutStatistics
          type                 CDATA #REQUIRED
          startDate            CDATA #REQUIRED
          startDate            CDATA #REQUIRED
          average              CDATA #IMPLIED
        <!ELEMENT WorkoutRoute ((MetadataEntry|FileReference)*)>
        <!ATTLIST WorkoutRoute
          sourceName    CDATA #REQUIRED
          device        CDATA #IMPLIED "
          creationDate  CDATA #IMPLIED
        >
        ]>

        """;
}
