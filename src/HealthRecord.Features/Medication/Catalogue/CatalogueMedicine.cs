namespace HealthRecord.Features.Medication.Catalogue;

/// <summary>One medicine that is marketed in France.</summary>
/// <param name="Cis">Code of the speciality, 8 digits.</param>
/// <param name="Name">As authorised: brand, strength and form.</param>
/// <param name="Substances">What it is made of, joined by " + ".</param>
/// <param name="Cip13">Codes of its packages, joined by "|"; may be empty.</param>
internal sealed record CatalogueMedicine(
    string Cis,
    string Name,
    string Form,
    string Substances,
    string Cip13
);
