using System.Text.Json;
using KsefTools.Core.Files;

namespace KsefTools.Core.Api.Environments;

/// <summary>
/// To which environments anything may be sent: the Ministry's, this machine's, and those that this user approved. What
/// is approved stands in the user's own folder, because whoever can write an office's files could otherwise name a
/// server of their own as KSeF and be given every token.
/// </summary>
public sealed class AllowedEnvironments
{
    private readonly string? _folder;

    private AllowedEnvironments(string? folder) => _folder = folder;

    /// <summary>The Ministry's and this machine's, and no others.</summary>
    public static AllowedEnvironments BuiltIn { get; } = new(folder: null);

    /// <summary>Also those that the user of this process approved.</summary>
    public static AllowedEnvironments OfUser() => new(UserFolder.Locate());

    /// <summary>Also those that were approved in a folder, as <see cref="OfUser"/> keeps one.</summary>
    public static AllowedEnvironments In(string folder) => new(folder);

    /// <summary>Where approved addresses are kept; null where this account has no place for them.</summary>
    public string? Path => _folder is null ? null : System.IO.Path.Join(_folder, "environments.json");

    /// <summary>
    /// Whether anything may be sent to an environment. Approved ones are read each time: a removal counts at once.
    /// </summary>
    public bool Allows(KsefEnvironment environment)
    {
        ArgumentNullException.ThrowIfNull(environment);
        return environment.Kind is not EnvironmentKind.Other
            || Approved().Any(approved => string.Equals(approved.Name, environment.Name, StringComparison.Ordinal));
    }

    /// <summary>As <see cref="Allows(KsefEnvironment)"/>, for a name as profiles and spreadsheets have it.</summary>
    /// <returns>The sentence that refuses it; null where it is allowed.</returns>
    public string? Refusal(string? name) =>
        !KsefEnvironment.TryParse(name, out var environment, out var error) ? error
        : Allows(environment) ? null
        : Refusal(environment);

    /// <summary>
    /// The approved addresses. A file that others may write, or that cannot be read, approves nothing.
    /// </summary>
    public IReadOnlyList<ApprovedEnvironment> Approved()
    {
        try
        {
            if (Path is not { } path || !UserFolder.IsOwn(path))
                return [];
            using var stream = RegularFile.OpenRead(path);
            var entries = JsonSerializer.Deserialize(stream, ApprovedJson.Default.IReadOnlyListJsonElement);
            return [.. (entries ?? []).Select(Read).OfType<ApprovedEnvironment>()];
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or JsonException)
        {
            return [];
        }
    }

    // An entry that cannot be read approves nothing, and takes no other with it.
    private static ApprovedEnvironment? Read(JsonElement entry)
    {
        try
        {
            return entry.Deserialize(ApprovedJson.Default.ApprovedEnvironment);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>The Ministry's environments, then those that were approved, as a script sees them.</summary>
    public IEnumerable<KsefAllowedEnvironment> List() =>
        new[] { KsefEnvironment.Production, KsefEnvironment.Demo, KsefEnvironment.Test }
            .Select(environment => Describe(environment, approvedAt: null))
            .Concat(Approved().SelectMany(Describe));

    /// <summary>Lets this user's secrets be sent to an address.</summary>
    /// <exception cref="IOException">It could not be written down.</exception>
    /// <exception cref="UnauthorizedAccessException">The user's folder is somebody else's.</exception>
    public KsefAllowedEnvironment Approve(KsefEnvironment environment, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(environment);
        Change(others => [.. others, new ApprovedEnvironment(environment.Name, now)], environment.Name);
        return Describe(environment, now);
    }

    /// <summary>Takes an approval back; false where there was none.</summary>
    /// <exception cref="IOException">It could not be written down.</exception>
    /// <exception cref="UnauthorizedAccessException">The user's folder is somebody else's.</exception>
    public bool Withdraw(string name) =>
        Approved().Any(approved => string.Equals(approved.Name, name, StringComparison.Ordinal))
        && Change(others => [.. others], name);

    internal static string Refusal(KsefEnvironment environment)
    {
        var host = environment.BaseAddress.Host;
        var command = CommandText.Of("Approve-KsefEnvironment").With(environment.Name);
        return UiText.Of(
            $"{host} is not a known address of KSeF, so nothing is sent there. KSeF is production, demo or test; if "
                + $"you know this server, allow it: {command}",
            $"{host} nie jest znanym adresem KSeF, więc nic nie jest tam wysyłane. KSeF to production, demo albo test; "
                + $"jeśli znasz ten serwer, dopuść go: {command}"
        );
    }

    private static IEnumerable<KsefAllowedEnvironment> Describe(ApprovedEnvironment approved) =>
        KsefEnvironment.TryParse(approved.Name, out var environment, out _)
            ? [Describe(environment, approved.ApprovedAt)]
            : [];

    private static KsefAllowedEnvironment Describe(KsefEnvironment environment, DateTimeOffset? approvedAt) =>
        new()
        {
            Name = environment.Name,
            Address = environment.BaseAddress.AbsoluteUri,
            ApprovedAt = approvedAt,
        };

    private bool Change(Func<IEnumerable<ApprovedEnvironment>, IReadOnlyList<ApprovedEnvironment>> change, string name)
    {
        if (Path is not { } path)
            throw new IOException(
                UiText.Of(
                    "This account has no configuration folder to keep approved addresses in.",
                    "To konto nie ma folderu konfiguracji, w którym można zapisać dopuszczone adresy."
                )
            );
        return UserFolder.Change(
            _folder!,
            () =>
            {
                var others = Approved()
                    .Where(approved => !string.Equals(approved.Name, name, StringComparison.Ordinal));
                var bytes = JsonSerializer.SerializeToUtf8Bytes(
                    change(others),
                    ApprovedJson.Default.IReadOnlyListApprovedEnvironment
                );
                AtomicFile.WritePrivate(path, bytes);
                return UserFolder.IsOwn(path)
                    ? true
                    : throw new IOException(
                        UiText.Of(
                            $"Others can write into '{_folder}', so what is in it is ignored. Fix it: chmod go-w.",
                            $"Do '{_folder}' mogą pisać inni, więc jego zawartość jest pomijana. Popraw prawa: "
                                + "chmod go-w."
                        )
                    );
            }
        );
    }
}
