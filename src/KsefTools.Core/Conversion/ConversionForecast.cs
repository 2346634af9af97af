namespace KsefTools.Core.Conversion;

/// <summary>How far an identity's certificates reach.</summary>
/// <param name="Identity">Its name in office.yaml.</param>
/// <param name="ValidTo">When the certificate that is to serve the clients ends, in UTC.</param>
/// <param name="CertificatesLeft">How many more certificates may be active at a time.</param>
/// <param name="EnrolmentsLeft">How many more may be applied for.</param>
public sealed record ConversionForecast(
    string Identity,
    DateTimeOffset ValidTo,
    int CertificatesLeft,
    int EnrolmentsLeft
);
