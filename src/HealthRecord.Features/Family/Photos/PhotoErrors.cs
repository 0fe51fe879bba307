using HealthRecord.Domain;

namespace HealthRecord.Features.Family.Photos;

internal static class PhotoErrors
{
    public static readonly Error NotAPicture = new("family.photo-not-a-picture");
    public static readonly Error Broken = new("family.photo-broken");
    public static readonly Error TooLarge = new("family.photo-large");
}
