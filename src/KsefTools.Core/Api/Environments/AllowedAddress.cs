using KsefTools.Core.Api.Http;

namespace KsefTools.Core.Api.Environments;

/// <summary>
/// An address to which requests may be sent. The transport takes nothing else, and this is made by <see cref="Of"/>
/// alone, so there is no way around the check.
/// </summary>
internal sealed class AllowedAddress
{
    private AllowedAddress(Uri value) => Value = value;

    /// <summary>Ends with a slash.</summary>
    public Uri Value { get; }

    /// <summary>The address of an environment, if anything may be sent there.</summary>
    /// <exception cref="KsefApiException">
    /// Nothing may be sent there: <see cref="ApiErrorKind.EnvironmentNotAllowed"/>.
    /// </exception>
    public static AllowedAddress Of(KsefEnvironment environment, AllowedEnvironments allowed) =>
        allowed.Allows(environment)
            ? new AllowedAddress(environment.BaseAddress)
            : throw ApiErrors.NotAllowed(AllowedEnvironments.Refusal(environment));
}
