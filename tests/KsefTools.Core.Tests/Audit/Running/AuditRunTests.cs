using System.Threading.Channels;
using KsefTools.Core.Api.Responses;
using KsefTools.Core.Audit;
using KsefTools.Core.Audit.Facts;
using KsefTools.Core.Audit.Running;
using KsefTools.Core.Credentials;
using KsefTools.Core.Secrets;
using KsefTools.Core.Tests.Audit.Rules;

namespace KsefTools.Core.Tests.Audit.Running;

/// <summary>Order, concurrency and the end of an audit, with questions that the test answers itself.</summary>
public sealed class AuditRunTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_result_comes_as_soon_as_it_is_reached_and_waits_for_no_other()
    {
        var questions = new Questions();
        var run = await RunOfAsync(3, questions);
        var (work, results) = Start(run, Cancellation);

        await questions.AnswerAsync(2);
        var first = await results.ReadAsync(Cancellation);
        Assert.Equal(NipOf(2), first.Nip);

        await questions.AnswerAsync(0);
        await questions.AnswerAsync(1);
        await work;
        Assert.Equal(2, results.Count);
    }

    [Fact]
    public async Task No_more_clients_are_at_work_than_the_throttle_allows()
    {
        var questions = new Questions();
        var run = await RunOfAsync(10, questions, new AuditOptions { ThrottleLimit = 4 });
        var (work, _) = Start(run, Cancellation);

        for (var client = 0; client < 10; client++)
            await questions.AnswerAsync(client);
        await work;

        Assert.InRange(questions.MostAtOnce, 1, 4);
    }

    [Fact]
    public async Task A_failure_that_nobody_foresaw_is_that_clients_result_and_quotes_nothing()
    {
        var questions = new Questions();
        var run = await RunOfAsync(2, questions);
        var (work, results) = Start(run, Cancellation);

        await questions.FailAsync(0, new InvalidOperationException("canary"));
        await questions.AnswerAsync(1);
        await work;

        var all = await results.ReadAllAsync(Cancellation).ToListAsync(Cancellation);
        var failed = all.Single(result => result.Nip == NipOf(0));
        Assert.Equal(2, all.Count);
        Assert.Equal(
            (FindingCode.Unreachable, CredentialStatus.Unknown),
            (Assert.Single(failed.Findings).Code, failed.Status)
        );
        Assert.DoesNotContain("canary", failed.Summary, StringComparison.Ordinal);
    }

    public static TheoryData<TokenMetadata> Monsters =>
        [
            FactsOf.Token() with
            {
                DateCreated = DateTimeOffset.MaxValue,
                LastUseDate = DateTimeOffset.MinValue,
            },
            FactsOf.Token() with
            {
                DateCreated = DateTimeOffset.MinValue,
                LastUseDate = DateTimeOffset.MaxValue,
            },
            FactsOf.Token() with
            {
                DateCreated = DateTimeOffset.MinValue,
                LastUseDate = null,
            },
            FactsOf.Token() with
            {
                Status = null!,
            },
        ];

    [Theory]
    [MemberData(nameof(Monsters))]
    public async Task Facts_that_cannot_be_judged_cost_nobody_a_result(TokenMetadata own)
    {
        var questions = new Questions { Own = own };
        var run = await RunOfAsync(2, questions);
        var (work, results) = Start(run, Cancellation);

        await questions.AnswerAsync(0);
        await questions.AnswerAsync(1);
        await work;

        Assert.Equal(2, results.Count);
    }

    [Fact]
    public async Task Cancelling_ends_the_work_and_leaves_nothing_running()
    {
        using var cancel = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        var questions = new Questions();
        var run = await RunOfAsync(5, questions);
        var (work, results) = Start(run, cancel.Token);
        await questions.AnswerAsync(3);
        Assert.Equal(NipOf(3), (await results.ReadAsync(Cancellation)).Nip);

        await cancel.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => work);
        Assert.Equal(0, questions.AtWork);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() =>
            results.ReadAsync(CancellationToken.None).AsTask()
        );
    }

    [Fact]
    public async Task Progress_counts_every_client_once()
    {
        var told = new List<AuditProgress>();
        var questions = new Questions();
        var run = await RunOfAsync(6, questions, new AuditOptions { ThrottleLimit = 1, Progress = told.Add });
        var (work, _) = Start(run, Cancellation);
        for (var client = 0; client < 6; client++)
            await questions.AnswerAsync(client);
        await work;

        Assert.Equal([1, 2, 3, 4, 5, 6], told.Select(progress => progress.Done));
        Assert.All(told, progress => Assert.Equal(6, progress.Total));
    }

    [Fact]
    public async Task A_token_that_only_a_secret_of_the_office_names_is_no_ghost()
    {
        var questions = new Questions
        {
            TokensOfContext = [FactsOf.Token(ReferenceOf(0)), FactsOf.Token(ReferenceOf(1))],
        };
        var run = await RunOfAsync(2, questions);
        var (work, results) = Start(run, Cancellation);
        await questions.AskedAsync(1);
        await questions.AnswerAsync(0);

        var first = await results.ReadAsync(Cancellation);

        Assert.DoesNotContain(first.Findings, finding => finding.Code is FindingCode.GhostToken);
        await questions.AnswerAsync(1);
        await work;
    }

    [Fact]
    public async Task Where_profiles_carry_no_references_the_second_holder_of_a_token_is_told()
    {
        var vault = new InMemoryVault();
        var text = new SecretText($"{FactsOf.Reference}|{new string('a', 64)}");
        KsefCredential[] credentials = [CredentialOf(0), CredentialOf(1)];
        foreach (var credential in credentials)
            await vault.WriteAsync(
                new Dictionary<SecretAddress, SecretText> { [new SecretAddress(null, credential.SecretName!)] = text },
                Cancellation
            );
        var questions = new Questions();
        var run = new AuditRun(
            credentials,
            new AuditOptions { ThrottleLimit = 1 },
            new CredentialReader(vault),
            questions,
            new NoQuestions(),
            observations: null,
            TimeProvider.System
        );
        var (work, results) = Start(run, Cancellation);
        await questions.AnswerAsync(0);
        await questions.AnswerAsync(1);
        await work;

        await results.ReadAsync(Cancellation);
        var second = await results.ReadAsync(Cancellation);
        Assert.Contains(second.Findings, finding => finding.Code is FindingCode.SameSecretTwice);
    }

    private static string NipOf(int client) => $"52600012{client:D2}";

    private static string ReferenceOf(int client) => $"20260301-EC-0123456789-0123456789-{client:D2}";

    private static KsefCredential CredentialOf(int client) =>
        FactsOf.Credential() with
        {
            Nip = NipOf(client),
            SecretName = $"secret-{client}",
        };

    private static (Task Work, ChannelReader<KsefTokenTestResult> Results) Start(
        AuditRun run,
        CancellationToken cancellationToken
    )
    {
        var results = Channel.CreateUnbounded<KsefTokenTestResult>();
        return (FillAsync(), results.Reader);

        async Task FillAsync()
        {
            Exception? failure = null;
            try
            {
                await foreach (var result in run.RunAsync(cancellationToken))
                    await results.Writer.WriteAsync(result, CancellationToken.None);
            }
            catch (Exception exception)
            {
                failure = exception;
                throw;
            }
            finally
            {
                results.Writer.Complete(failure);
            }
        }
    }

    private static async Task<AuditRun> RunOfAsync(int clients, Questions questions, AuditOptions? options = null)
    {
        var vault = new InMemoryVault();
        var credentials = Enumerable.Range(0, clients).Select(CredentialOf).ToList();
        await vault.WriteAsync(
            credentials
                .Select((credential, client) => (credential, client))
                .ToDictionary(
                    item => new SecretAddress(null, item.credential.SecretName!),
                    item => new SecretText($"{ReferenceOf(item.client)}|{new string('a', 64)}")
                ),
            Cancellation
        );
        return new AuditRun(
            credentials,
            options ?? new AuditOptions(),
            new CredentialReader(vault),
            questions,
            new NoQuestions(),
            observations: null,
            TimeProvider.System
        );
    }

    private sealed class Questions : ITokenQuestions
    {
        private readonly Lock _lock = new();
        private readonly Dictionary<string, (TaskCompletionSource Asked, TaskCompletionSource Answer)> _clients = new(
            StringComparer.Ordinal
        );

        public IReadOnlyCollection<TokenMetadata>? TokensOfContext { get; init; }

        public TokenMetadata? Own { get; init; }

        public int AtWork { get; private set; }

        public int MostAtOnce { get; private set; }

        public async Task<TokenFacts> AskAsync(TokenFacts facts, CancellationToken cancellationToken)
        {
            var (asked, answer) = Of(facts.Credential.Nip);
            lock (_lock)
                MostAtOnce = Math.Max(MostAtOnce, ++AtWork);
            try
            {
                asked.TrySetResult();
                await answer.Task.WaitAsync(cancellationToken);
                return facts with { SignIn = SignInOutcome.SignedIn, TokensOfContext = TokensOfContext, Own = Own };
            }
            finally
            {
                lock (_lock)
                    AtWork--;
            }
        }

        public Task AskedAsync(int client) => Of(NipOf(client)).Asked.Task.WaitAsync(Cancellation);

        public async Task AnswerAsync(int client)
        {
            var (asked, answer) = Of(NipOf(client));
            await asked.Task.WaitAsync(Cancellation);
            answer.SetResult();
        }

        public async Task FailAsync(int client, Exception failure)
        {
            var (asked, answer) = Of(NipOf(client));
            await asked.Task.WaitAsync(Cancellation);
            answer.SetException(failure);
        }

        private (TaskCompletionSource Asked, TaskCompletionSource Answer) Of(string nip)
        {
            lock (_lock)
            {
                if (!_clients.TryGetValue(nip, out var client))
                    _clients[nip] = client = (
                        new(TaskCreationOptions.RunContinuationsAsynchronously),
                        new(TaskCreationOptions.RunContinuationsAsynchronously)
                    );
                return client;
            }
        }
    }
}
