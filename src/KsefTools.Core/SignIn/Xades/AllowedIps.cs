namespace KsefTools.Core.SignIn.Xades;

/// <summary>
/// From where the session may be used. KSeF takes at most ten of each, IPv4 alone; whether the text is one, it judges
/// itself.
/// </summary>
/// <param name="Addresses">Single addresses, for example <c>192.0.2.1</c>.</param>
/// <param name="Ranges">First and last, for example <c>192.0.2.1-192.0.2.9</c>.</param>
/// <param name="Masks">Networks, for example <c>192.0.2.0/24</c>.</param>
public sealed record AllowedIps(
    IReadOnlyList<string> Addresses,
    IReadOnlyList<string> Ranges,
    IReadOnlyList<string> Masks
);
