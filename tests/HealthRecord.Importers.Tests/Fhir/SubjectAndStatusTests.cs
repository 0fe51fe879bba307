using Xunit;
using static HealthRecord.Importers.Tests.Fhir.FhirFile;

namespace HealthRecord.Importers.Tests.Fhir;

public sealed class SubjectAndStatusTests
{
    private const string Ana =
        """{"resourceType":"Patient","id":"ana","name":[{"family":"Roux","given":["Ana"]}],"birthDate":"1985-06-15"}""";

    private static readonly byte[] Two = Bundle(
        Ana,
        Observation(),
        Observation(subject: "Patient/leo"),
        Observation(subject: "http://server.example/fhir/Patient/ana/_history/2")
    );

    [Fact]
    public void Several_subjects_are_a_question_before_anything_is_handed_out()
    {
        var question = ImportedFile.Asks(Two);

        Assert.Equal(("subject:fhir", ImportTopic.Subject), (question.Id, question.Topic));
        Assert.Equal(["Patient/ana", "Patient/leo"], question.Choices.Select(c => c.Value));
        Assert.Equal(["Ana Roux", "1985-06-15"], question.Choices[0].Arguments);
        Assert.Equal(["Patient/leo"], question.Choices[1].Arguments);
    }

    [Fact]
    public void Of_several_subjects_only_the_named_one_is_taken()
    {
        var file = ImportedFile.Of(
            Two,
            c =>
                c with
                {
                    Answers = new Dictionary<string, string> { ["subject:fhir"] = "Patient/ana" },
                }
        );

        Assert.Equal(2, file.Readings.Count);
        Assert.Equal(RefusalReason.OtherPerson, file.OnlyRefusal.Reason);
        Assert.Equal(new DateOnly(1985, 6, 15), file.Birth);
    }

    [Fact]
    public void What_was_entered_in_error_takes_its_earlier_versions_with_it()
    {
        var file = ImportedFile.Of(
            Bundle(
                Observation(more: "\"id\":\"a\",\"meta\":{\"versionId\":\"1\"},"),
                Observation(
                    status: "entered-in-error",
                    more: "\"id\":\"a\",\"meta\":{\"versionId\":\"2\"},"
                ),
                Observation(more: "\"id\":\"b\",\"meta\":{\"versionId\":\"1\"},")
            )
        );

        Assert.Equal("Observation/b", file.Only.Identity!.Id);
        Assert.Equal(2, file.Refused.Count(r => r.Reason == RefusalReason.Withdrawn));
        Assert.Equal(["import.withdrawn"], file.WarningKeys);
        var (kind, start, identity) = Assert.Single(file.Withdrawn);
        Assert.Equal(
            ("body-weight", file.Only.StartMs, "Observation/a", 2),
            (kind, start, identity.Id, identity.Version)
        );
    }

    [Fact]
    public void Half_a_blood_pressure_takes_back_the_whole_that_bears_its_name()
    {
        var file = ImportedFile.Of(
            Bundle(
                Observation(code: "8480-6", status: "entered-in-error", more: "\"id\":\"s\","),
                Observation()
            )
        );

        var (kind, _, identity) = Assert.Single(file.Withdrawn);
        Assert.Equal(("blood-pressure", "Observation/s"), (kind, identity.Id));
    }

    [Fact]
    public void What_was_emptied_as_an_error_still_says_what_it_was_called()
    {
        var file = ImportedFile.Of(
            Bundle(
                """{"resourceType":"Observation","id":"a","meta":{"versionId":"2"},"status":"entered-in-error"}""",
                Observation()
            )
        );

        var word = Assert.Single(file.Words);
        Assert.Equal(("Observation/a", 2), (word.Identity!.Id, word.Identity.Version));
        Assert.Empty(word.Places);
        Assert.Equal(RefusalReason.Withdrawn, file.OnlyRefusal.Reason);
        Assert.Single(file.Readings);
    }

    [Fact]
    public void A_word_without_a_date_is_handed_on_by_its_name()
    {
        var file = ImportedFile.Of(
            Bundle(
                Observation(
                    status: "entered-in-error",
                    time: "\"issued\":\"2026-03-01T08:00:00Z\"",
                    more: "\"id\":\"a\",\"meta\":{\"versionId\":\"2\"},"
                )
            )
        );

        var word = Assert.Single(file.Words);
        Assert.Equal("Observation/a", word.Identity!.Id);
        Assert.Equal(["body-weight"], word.Kinds.Select(k => k.Code));
        Assert.Empty(word.Places);
    }

    [Fact]
    public void A_version_after_the_error_counts_again()
    {
        var file = ImportedFile.Of(
            Bundle(
                Observation(
                    status: "entered-in-error",
                    more: "\"id\":\"a\",\"meta\":{\"versionId\":\"2\"},"
                ),
                Observation(
                    status: "corrected",
                    more: "\"id\":\"a\",\"meta\":{\"versionId\":\"3\"},"
                )
            )
        );

        Assert.Equal(3, file.Only.Identity!.Version);
    }

    [Theory]
    [InlineData("preliminary", 1)]
    [InlineData("final", 1)]
    [InlineData("amended", 1)]
    [InlineData("corrected", 1)]
    [InlineData("unknown", 1)]
    [InlineData("cancelled", 0)]
    public void Only_what_was_cancelled_is_no_measurement(string status, int taken)
    {
        var file = ImportedFile.Of(Bundle(Observation(status: status)));

        Assert.Equal((taken, 1 - taken), (file.Readings.Count, file.Refused.Count));
    }
}
