using KsefTools.Core.Credentials;

namespace KsefTools.Core.Conversion.Planning;

/// <summary>What the identity may do in a client's context, as far as it is known before it signs in there.</summary>
internal sealed class IdentityRights
{
    /// <summary>The only permissions that a company can be granted (POST /permissions/entities/grants).</summary>
    public static IReadOnlyList<string> OfCompanies { get; } = ["InvoiceRead", "InvoiceWrite"];

    private readonly EffectivePermissions _active;
    private readonly EffectivePermissions _delegable;

    public IdentityRights(IEnumerable<string> active, IEnumerable<string>? delegable = null)
    {
        _active = new EffectivePermissions(active);
        _delegable = new EffectivePermissions(delegable ?? []);
    }

    public static IdentityRights None { get; } = new([]);

    /// <summary>As KSeF names them, sorted; <c>Owner</c> stands for all.</summary>
    public IReadOnlyList<string> Names => _active.Names;

    public bool Allows(string permission) => _active.Allows(permission);

    /// <summary>Whether the client let the office pass it on.</summary>
    public bool MayPassOn(string permission) => _delegable.Allows(permission);
}
