using KsefTools.Core.Api.Responses;
using KsefTools.Core.Conversion.Planning;
using KsefTools.Core.Identifiers;
using KsefTools.Core.Permissions.Granting;

namespace KsefTools.Core.Conversion.Running;

/// <summary>What the identity lacks, as an order for <see cref="GrantRun"/>.</summary>
internal static class GrantOrders
{
    /// <summary>
    /// Granted in the client's context, or passed on in the office's. Nobody asked for the right to pass it on.
    /// </summary>
    public static GrantOrder For(
        ConversionScene scene,
        Grantor grantor,
        ClientId client,
        IReadOnlyList<string> permissions
    )
    {
        var identity = scene.Identity;
        var order =
            grantor.IsOffice ? GrantOrder.Indirect(Person(identity), permissions, ContextIdentifier.Of(client))
            : identity.IsCompany
                ? GrantOrder.ForEntity(
                    Nip.Parse(identity.Subject.Value),
                    GrantNames.OfEntity(scene.Office.Settings.Name),
                    permissions,
                    canDelegate: false
                )
            : GrantOrder.ForPerson(Person(identity), permissions);
        return order with { Description = GrantNames.Description(scene.Office.Settings.Name) };
    }

    private static GrantRecipient Person(ConversionIdentity identity) =>
        new(
            new TypedIdentifier(identity.Subject.Kind.ToString(), identity.Subject.Value),
            GrantNames.OfPerson(identity.Material.Certificate)
        );
}
