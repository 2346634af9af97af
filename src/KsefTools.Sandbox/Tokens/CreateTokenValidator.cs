using KsefTools.Sandbox.Http;
using KsefTools.Sandbox.Http.Errors;
using KsefTools.Sandbox.Identifiers;

namespace KsefTools.Sandbox.Tokens;

/// <summary>Checks the body of POST /tokens against its schema.</summary>
internal static class CreateTokenValidator
{
    /// <summary>The permissions asked for, each once.</summary>
    /// <exception cref="RefusalException">21405, with one detail for each fault.</exception>
    public static IReadOnlyList<Permission> Validate(CreateTokenRequest request)
    {
        var faults = new List<string>();
        if (request.Description is not { Length: >= 5 and <= 256 })
            faults.Add("description: wymagane jest od 5 do 256 znaków.");
        if (request.Permissions is not { Count: > 0 })
            faults.Add("permissions: wymagane jest co najmniej jedno uprawnienie.");
        var permissions = new List<Permission>();
        foreach (var text in request.Permissions ?? [])
        {
            if (Enums.TryParse<Permission>(text, out var permission) && permission != Permission.VatUeManage)
                permissions.Add(permission);
            else
                faults.Add($"permissions: nieznane uprawnienie '{text}'.");
        }

        return faults.Count == 0 ? [.. permissions.Distinct()] : throw Refusals.Validation([.. faults]);
    }
}
