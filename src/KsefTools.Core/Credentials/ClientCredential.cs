using KsefTools.Core.Api;
using KsefTools.Core.Identifiers;
using KsefTools.Core.Secrets;
using KsefTools.Core.SignIn;

namespace KsefTools.Core.Credentials;

/// <summary>
/// A client's credential as the engine works with it: read once from its noun, whose texts anybody may have written.
/// </summary>
public sealed record ClientCredential
{
    private ClientCredential() { }

    /// <summary>As a script sees it.</summary>
    public required KsefCredential Noun { get; init; }

    /// <summary>Where it signs in.</summary>
    public required KsefEnvironment Environment { get; init; }

    /// <summary>The client it is for.</summary>
    public required ContextIdentifier Client { get; init; }

    /// <summary>Where its secret is; null where none is named.</summary>
    public required SecretAddress? Secret { get; init; }

    /// <summary>An environment, as a noun names it.</summary>
    /// <exception cref="CredentialException">It is none.</exception>
    public static KsefEnvironment EnvironmentOf(string name) =>
        KsefEnvironment.TryParse(name, out var environment, out var error)
            ? environment
            : throw new CredentialException(CredentialFailure.EnvironmentUnknown, error);

    /// <summary>Reads a noun.</summary>
    /// <exception cref="CredentialException">Its environment is none.</exception>
    public static ClientCredential Of(KsefCredential noun)
    {
        ArgumentNullException.ThrowIfNull(noun);
        return new ClientCredential
        {
            Noun = noun,
            Environment = EnvironmentOf(noun.Environment),
            Client = ContextIdentifier.OfClient(noun.Nip),
            Secret = string.IsNullOrEmpty(noun.SecretName) ? null : new SecretAddress(noun.Vault, noun.SecretName),
        };
    }
}
