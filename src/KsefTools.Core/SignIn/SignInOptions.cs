using KsefTools.Core.SignIn.Xades;

namespace KsefTools.Core.SignIn;

/// <summary>How patiently to sign in.</summary>
public sealed record SignInOptions
{
    /// <summary>How long KSeF may take before the sign-in is given up.</summary>
    public TimeSpan MaxWait { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>The pause after the first answer that says "in progress"; later ones are longer by half each.</summary>
    public TimeSpan PollDelay { get; init; } = TimeSpan.FromMilliseconds(400);

    public TimeSpan MaxPollDelay { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>A cached access token that ends sooner than this is not used any more.</summary>
    public TimeSpan AccessMargin { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>For sign-ins by signature.</summary>
    public XadesOptions Xades { get; init; } = new();
}
