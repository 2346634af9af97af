namespace KsefTools.Sandbox.Seeding.Seeded;

/// <summary>Who or where: <c>Nip</c>, <c>Pesel</c> or <c>InternalId</c> and the digits.</summary>
public sealed record SeededIdentifier(string Type, string Value)
{
    public static SeededIdentifier Nip(string value) => new("Nip", value);

    public static SeededIdentifier Pesel(string value) => new("Pesel", value);
}
