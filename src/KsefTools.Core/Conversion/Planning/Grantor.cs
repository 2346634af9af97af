using KsefTools.Core.SignIn;

namespace KsefTools.Core.Conversion.Planning;

/// <summary>A session that can give the certificate what it lacks.</summary>
/// <param name="Session">The session.</param>
/// <param name="IsOffice">
/// Whether it is the office's at home, which passes on to an employee what the client granted the office.
/// </param>
/// <param name="Name">What it is, for a person.</param>
internal sealed record Grantor(KsefSession Session, bool IsOffice, string Name);
