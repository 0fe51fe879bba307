using HealthRecord.Importers.Xml;

namespace HealthRecord.Importers.Apple;

/// <summary>Looks an attribute of the tag at hand up by its name: for elements that are few.</summary>
internal static class AppleAttributes
{
    /// <returns>Empty when it is not there.</returns>
    public static ReadOnlySpan<byte> Of(XmlTags tags, ReadOnlySpan<byte> name)
    {
        for (var i = 0; i < tags.Count; i++)
        {
            if (tags.NameOf(i).SequenceEqual(name))
                return tags.ValueOf(i);
        }
        return default;
    }
}
