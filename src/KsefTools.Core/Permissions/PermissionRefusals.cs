using KsefTools.Core.Api;

namespace KsefTools.Core.Permissions;

/// <summary>Tells a session that may not do this from a KSeF that cannot be asked.</summary>
internal static class PermissionRefusals
{
    private const string AuthMethod = "auth-method-not-allowed";
    private const string Missing = "missing-permissions";

    /// <summary>
    /// Makes a call; the two refusals that concern the session come out as <see cref="PermissionException"/>.
    /// </summary>
    public static async Task<T> TranslateAsync<T>(Func<Task<T>> call)
    {
        try
        {
            return await call();
        }
        catch (KsefApiException error) when (Is(error, AuthMethod))
        {
            throw PermissionSentences.MethodNotAllowed();
        }
        catch (KsefApiException error) when (Is(error, Missing) || error.PresentPermissions is not null)
        {
            throw PermissionSentences.MissingPermission(error.PresentPermissions);
        }
    }

    private static bool Is(KsefApiException error, string reason) =>
        string.Equals(error.ReasonCode, reason, StringComparison.OrdinalIgnoreCase);
}
