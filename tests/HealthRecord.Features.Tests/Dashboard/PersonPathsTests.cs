using HealthRecord.Domain;
using HealthRecord.Features.Platform.Ui;
using Xunit;

namespace HealthRecord.Features.Tests.Dashboard;

public sealed class PersonPathsTests
{
    private static readonly PersonId Ana = new(new Guid("00000000-0000-0000-0000-00000000000a"));
    private static readonly PersonId Leo = new(new Guid("00000000-0000-0000-0000-00000000000b"));

    [Fact]
    public void Changing_the_person_stays_on_the_page()
    {
        Assert.Equal($"/p/{Leo}", PersonPaths.Same($"/p/{Ana}", Leo));
        Assert.Equal($"/p/{Leo}/carnet", PersonPaths.Same($"/p/{Ana}/carnet?x=1", Leo));
        Assert.Equal($"/p/{Leo}", PersonPaths.Same("/famille", Leo));
    }

    [Fact]
    public void A_kind_is_asked_for_by_whose_tag_the_address_has() =>
        Assert.Equal(
            $"/p/{Leo}/mesures/abc?de={Ana}",
            PersonPaths.Same($"/p/{Ana}/mesures/abc", Leo)
        );

    [Fact]
    public void The_person_of_an_address_is_found()
    {
        Assert.Equal(Ana, PersonPaths.PersonOf($"/p/{Ana}/carnet"));
        Assert.Null(PersonPaths.PersonOf("/p/not-a-person"));
        Assert.Null(PersonPaths.PersonOf("/imports"));
    }
}
