using System.Reflection;
using KsefTools.Core.Api;
using KsefTools.Core.Api.Environments;

namespace KsefTools.Guard.Tests;

/// <summary>
/// There is one way to KSeF, and it asks whether the address is allowed; and one other onto the network, by which
/// notices go, and which knows no credential.
/// </summary>
public sealed class SendingTests
{
    // What opens a connection in .NET; each would be a way around the check.
    private static readonly string[] Openers =
    [
        "new HttpClient(",
        "new HttpMessageInvoker(",
        "HttpClientHandler",
        "WebRequest",
        "WebClient",
        "new TcpClient",
        "new Socket(",
        "new SslStream",
        "UdpClient",
        "new Ping(",
        "SmtpClient",
    ];

    [Fact]
    public void Only_the_transport_and_the_sender_of_notices_open_connections() =>
        Assert.Equal(
            ["src/KsefTools.Core/Api/Http/KsefTransport.cs", "src/KsefTools.Core/Notices/NoticeSender.cs"],
            Code.Sources("src", "KsefTools.Core")
                .Concat(Code.Sources("src", "KsefTools.Cmdlets"))
                // Writes a letter into a folder, by the platform's own writer of mail; DeliveryMethod says so there.
                .Where(file => Path.GetFileName(file) != "LetterMail.cs")
                .Where(file => Openers.Any(opener => File.ReadAllText(file).Contains(opener, StringComparison.Ordinal)))
                .Select(Code.Relative)
                .Order(StringComparer.Ordinal)
        );

    [Fact]
    public void The_sender_of_notices_knows_no_credential() =>
        Assert.DoesNotContain(
            Code.Sources("src", "KsefTools.Core", "Notices"),
            file =>
                File.ReadAllText(file) is var text
                && (
                    text.Contains("KsefTools.Core.Credentials", StringComparison.Ordinal)
                    || text.Contains("KsefTools.Core.SignIn", StringComparison.Ordinal)
                )
        );

    [Fact]
    public void The_transport_takes_an_allowed_address_and_no_other()
    {
        var transport = Code.Core.GetType("KsefTools.Core.Api.Http.KsefTransport", throwOnError: true)!;
        var parameters = Constructors(transport).SelectMany(constructor => constructor.GetParameters()).ToList();
        Assert.Single(parameters, parameter => parameter.ParameterType.Name == "AllowedAddress");
        Assert.DoesNotContain(
            parameters,
            parameter =>
                parameter.ParameterType == typeof(Uri)
                || parameter.ParameterType == typeof(string)
                || parameter.ParameterType == typeof(KsefEnvironment)
        );
    }

    [Fact]
    public void An_allowed_address_is_made_only_by_the_check()
    {
        var address = Code.Core.GetType("KsefTools.Core.Api.Environments.AllowedAddress", throwOnError: true)!;
        Assert.All(Constructors(address), constructor => Assert.True(constructor.IsPrivate));
        var makers =
            from type in Code.Core.GetTypes()
            from method in type.GetMethods(Everything)
            where method.ReturnType == address && !method.IsSpecialName
            select method;
        var maker = Assert.Single(makers);
        Assert.Equal(
            [typeof(KsefEnvironment), typeof(AllowedEnvironments)],
            maker.GetParameters().Select(parameter => parameter.ParameterType)
        );
    }

    [Fact]
    public void Sessions_are_opened_only_where_a_secret_s_home_is_asked_for()
    {
        string[] doors = ["new TokenSignIn(", "new XadesSignIn(", "new KsefApi("];
        Assert.All(
            doors,
            door =>
                Assert.Equal(
                    ["src/KsefTools.Core/SignIn/KsefSessions.cs"],
                    Code.Sources("src", "KsefTools.Core")
                        .Concat(Code.Sources("src", "KsefTools.Cmdlets"))
                        .Where(file => File.ReadAllText(file).Contains(door, StringComparison.Ordinal))
                        .Select(Code.Relative)
                )
        );
    }

    [Theory]
    [InlineData("OpenWithTokenAsync(")]
    [InlineData("OpenElsewhereAsync(")]
    public void A_token_opens_a_session_at_one_door(string opening)
    {
        // In KsefSessions it is compared with whose it is; whoever reads tokens reads them through the one reader.
        Assert.Equal(
            ["src/KsefTools.Core/Credentials/ClientSessions.cs"],
            Code.Sources("src", "KsefTools.Core")
                .Concat(Code.Sources("src", "KsefTools.Cmdlets"))
                .Where(file => Path.GetFileName(file) != "KsefSessions.cs")
                .Where(file => File.ReadAllText(file).Contains(opening, StringComparison.Ordinal))
                .Select(Code.Relative)
        );
    }

    [Fact]
    public void What_a_vault_gives_remembers_where_it_came_from()
    {
        // Without its origin, a secret would be bound to no environment. What goes around another vault passes it on.
        var readers = Code.Sources("src", "KsefTools.Core")
            .Where(file => File.ReadAllText(file).Contains(": ISecretVault", StringComparison.Ordinal))
            .ToList();
        Assert.NotEmpty(readers);
        Assert.All(readers, file => Assert.Matches(@"\.From\(address\)|=> inner\.ReadAsync\(", File.ReadAllText(file)));
    }

    private const BindingFlags Everything =
        BindingFlags.Public
        | BindingFlags.NonPublic
        | BindingFlags.Instance
        | BindingFlags.Static
        | BindingFlags.DeclaredOnly;

    private static ConstructorInfo[] Constructors(Type type) => type.GetConstructors(Everything & ~BindingFlags.Static);
}
