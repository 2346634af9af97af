using KsefTools.Sandbox.Hosting;
using KsefTools.Sandbox.Http;
using KsefTools.Sandbox.Http.Errors;
using KsefTools.Sandbox.Identifiers;
using KsefTools.Sandbox.State.SignIn;

namespace KsefTools.Sandbox.Permissions;

/// <summary>Who may call an operation on permissions.</summary>
internal static class CallerRules
{
    public static readonly Permission[] Readers = [Permission.CredentialsManage, Permission.CredentialsRead];

    public static readonly Permission[] ReadersOfPersons = [.. Readers, Permission.SubunitManage];

    public static readonly Permission[] Revokers =
    [
        Permission.CredentialsManage,
        Permission.VatUeManage,
        Permission.SubunitManage,
    ];

    /// <summary>Lets a caller pass who may change permissions in a context of the given types.</summary>
    /// <exception cref="RefusalException">403.</exception>
    public static void CheckChange(
        Call call,
        ReadOnlySpan<Permission> anyOf,
        params ReadOnlySpan<ContextIdentifierType> contexts
    )
    {
        if (IsToken(call) && call.Environment.Settings.GrantsByToken == TokenGrantRule.Forbidden)
            throw Refusals.MethodNotAllowed(SignInCategory.Token);
        if (!contexts.Contains(call.Bearer.Context.Type))
            throw Refusals.ContextNotAllowed(call.Bearer.Context.Type);
        CheckAny(call, anyOf);
    }

    /// <summary>Lets a caller pass who has one of these permissions.</summary>
    /// <exception cref="RefusalException">403, missing-permissions.</exception>
    public static void CheckAny(Call call, ReadOnlySpan<Permission> anyOf)
    {
        if (!call.Bearer.MayAny(anyOf))
            throw Refusals.MissingPermissions(anyOf.ToArray(), call.Bearer.Permissions);
    }

    public static bool IsToken(Call call) => call.Bearer.Category == SignInCategory.Token;
}
