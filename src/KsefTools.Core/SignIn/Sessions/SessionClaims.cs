using System.Buffers.Text;
using System.Text.Json;
using KsefTools.Core.Secrets;

namespace KsefTools.Core.SignIn.Sessions;

/// <summary>
/// What an access token says of itself. Observed, not documented: evidence, never the only gate. A claim that is absent
/// or unreadable is null, which is not the same as an empty list.
/// </summary>
public sealed record SessionClaims
{
    /// <summary>Nothing is known.</summary>
    public static SessionClaims None { get; } = new();

    /// <summary><c>per</c>: permissions; <c>Owner</c> for the context's owner.</summary>
    public IReadOnlyList<string>? Permissions { get; init; }

    /// <summary><c>pec</c>: permissions taken away.</summary>
    public IReadOnlyList<string>? ExcludedPermissions { get; init; }

    /// <summary><c>rol</c>: roles.</summary>
    public IReadOnlyList<string>? Roles { get; init; }

    /// <summary><c>pep</c>: effective permissions.</summary>
    public IReadOnlyList<string>? EffectivePermissions { get; init; }

    /// <summary><c>aum</c>: how the session signed in, for example <c>Token</c>.</summary>
    public string? Method { get; init; }

    /// <summary><c>arn</c>: the sign-in's reference number.</summary>
    public string? SignInReference { get; init; }

    /// <summary><c>cit</c>: the context's type.</summary>
    public string? ContextType { get; init; }

    /// <summary><c>civ</c>: the context's value.</summary>
    public string? Context { get; init; }

    /// <summary>
    /// Reads the middle part of a JWT. Its signature is KSeF's affair; nothing here is trusted for access.
    /// </summary>
    public static SessionClaims Read(SecretText accessToken)
    {
        ArgumentNullException.ThrowIfNull(accessToken);
        var jwt = accessToken.Reveal();
        var start = jwt.IndexOf('.', StringComparison.Ordinal) + 1;
        var end = jwt.IndexOf('.', start);
        if (end < 0)
            return None;
        try
        {
            using var document = JsonDocument.Parse(Base64Url.DecodeFromChars(jwt.AsSpan(start, end - start)));
            return document.RootElement.ValueKind is JsonValueKind.Object ? Read(document.RootElement) : None;
        }
        // A text of it that is none (bytes that are no UTF-8) is found out when it is read.
        catch (Exception error) when (error is FormatException or JsonException or InvalidOperationException)
        {
            return None;
        }
    }

    private static SessionClaims Read(JsonElement claims) =>
        new()
        {
            Permissions = Texts(claims, "per"),
            ExcludedPermissions = Texts(claims, "pec"),
            Roles = Texts(claims, "rol"),
            EffectivePermissions = Texts(claims, "pep"),
            Method = Text(claims, "aum"),
            SignInReference = Text(claims, "arn"),
            ContextType = Text(claims, "cit"),
            Context = Text(claims, "civ"),
        };

    private static string? Text(JsonElement claims, string name) =>
        claims.TryGetProperty(name, out var value) && value.ValueKind is JsonValueKind.String
            ? value.GetString()
            : null;

    // Seen as an array, and as a string that holds one.
    private static IReadOnlyList<string>? Texts(JsonElement claims, string name) =>
        claims.TryGetProperty(name, out var value)
            ? value.ValueKind switch
            {
                JsonValueKind.Array => Texts(value),
                JsonValueKind.String => Unwrap(value.GetString()!),
                _ => null,
            }
            : null;

    private static List<string> Texts(JsonElement array) =>
        [
            .. array
                .EnumerateArray()
                .Where(item => item.ValueKind is JsonValueKind.String)
                .Select(item => item.GetString()!),
        ];

    private static IReadOnlyList<string>? Unwrap(string text)
    {
        if (!text.TrimStart().StartsWith('['))
            return text.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        try
        {
            using var document = JsonDocument.Parse(text);
            return Texts(document.RootElement);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
