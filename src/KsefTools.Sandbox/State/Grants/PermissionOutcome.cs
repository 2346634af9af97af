namespace KsefTools.Sandbox.State.Grants;

/// <summary>How a permission operation ended, or that it has not (100).</summary>
/// <param name="Code">As in schema PermissionsOperationStatusResponse.</param>
/// <param name="Details">The cause; null where the contract has none.</param>
internal sealed record PermissionOutcome(int Code, IReadOnlyList<string>? Details = null)
{
    public static readonly IReadOnlyDictionary<int, string> Descriptions = new Dictionary<int, string>
    {
        [100] = "Operacja przyjęta do realizacji",
        [200] = "Operacja zakończona sukcesem",
        [400] = "Operacja zakończona niepowodzeniem",
        [410] = "Podane identyfikatory są niezgodne lub pozostają w niewłaściwej relacji",
        [420] = "Użyte poświadczenia nie mają uprawnień do wykonania tej operacji",
        [430] = "Kontekst identyfikatora nie odpowiada wymaganej roli lub uprawnieniom",
        [440] = "Operacja niedozwolona dla wskazanych powiązań identyfikatorów",
        [450] = "Operacja niedozwolona dla wskazanego identyfikatora lub jego typu",
        [500] = "Nieznany błąd",
        [550] = "Operacja została anulowana przez system",
    };

    public static readonly PermissionOutcome InProgress = new(100);
    public static readonly PermissionOutcome Success = new(200);

    public string Description => Descriptions[Code];

    public static PermissionOutcome Failed(string detail) => new(400, [detail]);

    public static PermissionOutcome Inconsistent(string detail) => new(410, [detail]);

    public static PermissionOutcome NotEntitled(string detail) => new(420, [detail]);

    public static PermissionOutcome WrongRole(string detail) => new(430, [detail]);

    public static PermissionOutcome WrongRelation(string detail) => new(440, [detail]);

    public static PermissionOutcome NotAllowed(string detail) => new(450, [detail]);
}
