namespace KsefTools.Core.Keys.Certificates;

/// <summary>The attributes of a subject that KSeF knows (certyfikaty-KSeF.md).</summary>
internal static class SubjectOids
{
    public const string CommonName = "2.5.4.3";
    public const string Surname = "2.5.4.4";
    public const string SerialNumber = "2.5.4.5";
    public const string CountryName = "2.5.4.6";
    public const string OrganizationName = "2.5.4.10";
    public const string GivenName = "2.5.4.42";
    public const string UniqueIdentifier = "2.5.4.45";
    public const string OrganizationIdentifier = "2.5.4.97";
}
