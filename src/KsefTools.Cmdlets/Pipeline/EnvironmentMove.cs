using KsefTools.Core;
using KsefTools.Core.Api;
using KsefTools.Core.Office;
using KsefTools.Core.Office.Profiles;
using KsefTools.Core.Office.Settings;
using KsefTools.Core.Secrets;
using KsefTools.Core.SignIn.Homes;

namespace KsefTools.Cmdlets.Pipeline;

/// <summary>
/// A client whose secrets go to another environment from now on: a person decides that, and it is remembered.
/// </summary>
internal sealed class EnvironmentMove
{
    private readonly SecretHomes _homes;
    private readonly IReadOnlyList<SecretAddress> _secrets;
    private readonly KsefEnvironment _environment;

    private EnvironmentMove(
        SecretHomes homes,
        IReadOnlyList<SecretAddress> secrets,
        KsefEnvironment environment,
        string question
    ) => (_homes, _secrets, _environment, Question) = (homes, secrets, environment, question);

    internal static string Caption => UiText.Of("Another environment", "Inne środowisko");

    /// <summary>What the person is asked.</summary>
    internal string Question { get; }

    /// <summary>The move; null where no secret would go anywhere else than before.</summary>
    /// <param name="office">The client's office.</param>
    /// <param name="profile">The client, as the file has it.</param>
    /// <param name="name">The new environment; empty for the office's.</param>
    internal static EnvironmentMove? Of(OfficeFolder office, ClientProfile profile, string? name)
    {
        var before = office.EnvironmentNameOf(profile);
        var after = string.IsNullOrEmpty(name) ? office.Settings.Environment : name;
        var environment = KsefEnvironment.Parse(after);
        var homes = SecretHomes.OfUser();
        var secrets = profile
            .ToKsefCredentials(office)
            .Where(credential => credential.SecretName is not null)
            .Select(credential => new SecretAddress(credential.Vault, credential.SecretName!))
            .Distinct()
            .Where(secret => !homes.Allows(secret, environment))
            .ToList();
        // Without a credential there is nothing yet that could go to the wrong place.
        if (profile.Access.Count == 0 || (EnvironmentName.Same(before, after) && secrets.Count == 0))
            return null;
        return new EnvironmentMove(
            homes,
            secrets,
            environment,
            UiText.Of(
                $"{profile.Nip} ({profile.Name}) moves from {before} to {after}.{Sent(secrets)}",
                $"{profile.Nip} ({profile.Name}) zmienia środowisko: z {before} na {after}.{Sent(secrets)}"
            )
        );
    }

    /// <summary>As the other one, of all clients that follow the office, and of its own identities.</summary>
    internal static EnvironmentMove? OfOffice(OfficeFolder office, string name)
    {
        var before = office.Settings.Environment;
        var environment = KsefEnvironment.Parse(name);
        var homes = SecretHomes.OfUser();
        var following = office
            .Profiles.ReadAll()
            .Select(result => result.Profile)
            .Where(profile => profile is { Environment: null, Access.Count: > 0 })
            .ToList();
        var secrets = following
            .SelectMany(profile => profile!.ToKsefCredentials(office))
            .Where(credential => credential.SecretName is not null)
            .Select(credential => new SecretAddress(credential.Vault, credential.SecretName!))
            .Concat(
                office
                    .Settings.Identities.Where(identity => identity.Secret is not null)
                    .Select(identity => identity.SecretAddressOf(office))
            )
            .Distinct()
            .Where(secret => !homes.Allows(secret, environment))
            .ToList();
        if (secrets.Count == 0 && (following.Count == 0 || EnvironmentName.Same(before, name)))
            return null;
        return new EnvironmentMove(
            homes,
            secrets,
            environment,
            UiText.Of(
                $"The office moves from {before} to {name}, with {Counted.Clients(following.Count)}." + Sent(secrets),
                $"Biuro zmienia środowisko, a z nim {Counted.Clients(following.Count)}: z "
                    + $"{before} na {name}.{Sent(secrets)}"
            )
        );
    }

    // A thousand names would hide the question.
    private static string Sent(List<SecretAddress> secrets)
    {
        const int shown = 10;
        if (secrets.Count == 0)
            return "";
        var names = string.Join(", ", secrets.Take(shown));
        var more =
            secrets.Count > shown
                ? UiText.Of($" and {secrets.Count - shown} more", $" i jeszcze {secrets.Count - shown}")
                : "";
        return UiText.Of(
            $" What was stored for another environment will be sent there: {names}{more}.",
            $" To, co zapisano dla innego środowiska, będzie tam wysyłane: {names}{more}."
        );
    }

    /// <summary>From now on, this user's commands send the secrets there.</summary>
    internal void Remember() => _homes.Move(_secrets, _environment);
}
