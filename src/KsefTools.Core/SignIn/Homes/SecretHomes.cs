using System.Text.Json;
using KsefTools.Core.Api;
using KsefTools.Core.Api.Environments;
using KsefTools.Core.Files;
using KsefTools.Core.Office.Profiles;
using KsefTools.Core.Secrets;

namespace KsefTools.Core.SignIn.Homes;

/// <summary>
/// For which environment each secret was stored; it is sent to no other. A secret's own name says it, where we made the
/// name; else what this user's own folder remembers: where it was stored, to where a person moved it, or where it went
/// first. An office's files are no witness: whoever changes the environment there is the one this guards against.
/// </summary>
public sealed class SecretHomes
{
    private readonly Lock _sync = new();
    private readonly string? _folder;
    private Dictionary<string, Homes> _known = new(StringComparer.OrdinalIgnoreCase);
    private (DateTime Changed, long Length) _read;

    private SecretHomes(string? folder) => _folder = folder;

    /// <summary>Goes by names alone and remembers nothing.</summary>
    public static SecretHomes ByName { get; } = new(folder: null);

    /// <summary>Also by what the user of this process remembers.</summary>
    public static SecretHomes OfUser() => new(UserFolder.Locate());

    /// <summary>Also by what is remembered in a folder, as <see cref="OfUser"/> keeps one.</summary>
    public static SecretHomes In(string folder) => new(folder);

    /// <summary>Where it is remembered, a line an event; null where nothing is.</summary>
    public string? Path => _folder is null ? null : System.IO.Path.Join(_folder, "secrets.jsonl");

    /// <summary>Whether a secret may be sent to an environment, as far as is known.</summary>
    public bool Allows(SecretAddress secret, KsefEnvironment environment)
    {
        ArgumentNullException.ThrowIfNull(environment);
        var known = Known(secret);
        if (known.Names.Contains(environment.Name))
            return true;
        if (known.IsComplete)
            return false;
        return SecretNames.IsOf(secret.Name, environment.Name)
            || (IsUnknown(secret, known) && environment.Kind is not EnvironmentKind.Other);
    }

    /// <summary>Remembers that a secret was just stored for an environment, and for no other.</summary>
    public void Store(SecretAddress secret, KsefEnvironment environment)
    {
        ArgumentNullException.ThrowIfNull(environment);
        if (Known(secret).Names.Count > 0 || !SecretNames.IsOf(secret.Name, environment.Name))
            Remember(secret, environment, isOnly: true);
    }

    /// <inheritdoc cref="Store(SecretAddress, KsefEnvironment)"/>
    public void Store(SecretAddress secret, string environment) => Store(secret, KsefEnvironment.Parse(environment));

    /// <summary>Remembers that a person lets secrets be sent to another environment, too.</summary>
    public void Move(IEnumerable<SecretAddress> secrets, KsefEnvironment environment)
    {
        ArgumentNullException.ThrowIfNull(secrets);
        foreach (var secret in secrets)
            Remember(secret, environment, isOnly: false);
    }

    /// <summary>Makes sure that a secret, if it came from a vault, is at home in an environment.</summary>
    /// <exception cref="KsefApiException">It is not: <see cref="ApiErrorKind.SecretOfOtherEnvironment"/>.</exception>
    internal void Require(SecretAddress? origin, KsefEnvironment environment)
    {
        if (origin is not { } secret)
            return;
        if (!Allows(secret, environment))
            throw Elsewhere(secret, environment);
        if (IsUnknown(secret, Known(secret)))
            TryRemember(secret, environment);
    }

    private static bool IsUnknown(SecretAddress secret, Homes known) =>
        known.Names.Count == 0 && !SecretNames.SaysEnvironment(secret.Name);

    private KsefApiException Elsewhere(SecretAddress secret, KsefEnvironment environment)
    {
        var home = string.Join(", ", Known(secret).Names.Order(StringComparer.Ordinal));
        var stored = home.Length > 0 ? UiText.Of($" (it was stored for {home})", $" (zapisano go dla: {home})") : "";
        return new KsefApiException(
            ApiErrorKind.SecretOfOtherEnvironment,
            "",
            UiText.Of(
                $"The secret {secret.Name} was not stored for {environment}, so it was not sent there{stored}.",
                $"Sekretu {secret.Name} nie zapisano dla {environment}, więc nie został tam wysłany{stored}."
            )
        )
        {
            WasSent = false,
        };
    }

    // By name alone: one vault may be registered under several names, and a profile could pick another one.
    private Homes Known(SecretAddress secret)
    {
        lock (_sync)
        {
            Refresh();
            return _known.GetValueOrDefault(secret.Name) ?? new Homes(IsComplete: false);
        }
    }

    private void TryRemember(SecretAddress secret, KsefEnvironment environment)
    {
        try
        {
            Remember(secret, environment, isOnly: false);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // The next use will try again; to refuse the secret now would stop an office whose disk is full.
        }
    }

    private void Remember(SecretAddress secret, KsefEnvironment environment, bool isOnly)
    {
        if (Path is not { } path)
            return;
        var line = new SecretHome(secret.Name, environment.Name, isOnly);
        lock (_sync)
            UserFolder.Change(
                _folder!,
                () =>
                {
                    using var stream = new FileStream(
                        path,
                        AtomicFile.OwnerOnly(FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read)
                    );
                    AtomicFile.GoToNextLine(stream);
                    stream.Write([
                        .. JsonSerializer.SerializeToUtf8Bytes(line, SecretHomeJson.Default.SecretHome),
                        (byte)'\n',
                    ]);
                    return true;
                }
            );
    }

    private void Refresh()
    {
        if (Path is not { } path)
            return;
        try
        {
            var file = new FileInfo(path);
            var now = file.Exists ? (file.LastWriteTimeUtc, file.Length) : default;
            if (now == _read)
                return;
            _known = UserFolder.IsOwn(path) ? Read(path) : new(StringComparer.OrdinalIgnoreCase);
            _read = now;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // What was known stays known: to know nothing would let a secret go anywhere.
        }
    }

    private static Dictionary<string, Homes> Read(string path)
    {
        var known = new Dictionary<string, Homes>(StringComparer.OrdinalIgnoreCase);
        using var reader = new StreamReader(RegularFile.OpenRead(path));
        while (reader.ReadLine() is { } text)
            if (Parse(text) is { } line)
            {
                if (line.IsOnly || !known.TryGetValue(line.Secret, out var homes))
                    known[line.Secret] = homes = new Homes(line.IsOnly);
                homes.Names.Add(line.Environment);
            }
        return known;
    }

    private static SecretHome? Parse(string line)
    {
        try
        {
            return
                JsonSerializer.Deserialize(line, SecretHomeJson.Default.SecretHome)
                    is { Secret: not null, Environment: not null } home
                ? home
                : null;
        }
        catch (Exception exception) when (Faults.AreOfOneItem(exception))
        {
            // Torn by a full disk or a killed process, or none of ours: this line alone counts for nothing.
            return null;
        }
    }

    /// <summary>Where one secret may go.</summary>
    /// <param name="IsComplete">Whether the secret was stored under our eyes, so that its name adds nothing.</param>
    private sealed record Homes(bool IsComplete)
    {
        public HashSet<string> Names { get; } = new(StringComparer.Ordinal);
    }
}
