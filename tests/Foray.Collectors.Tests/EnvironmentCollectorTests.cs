using System.Runtime.InteropServices;
using CsCheck;
using Foray.Collectors.Secrets;
using Foray.Collectors.Surroundings;
using Foray.Sdk.Testing.Hosts;
using Foray.Sdk.Testing.Tracking;

namespace Foray.Collectors.Tests;

public sealed class EnvironmentCollectorTests
{
    /// <summary>Secrets as programs make them.</summary>
    private static readonly Gen<string> Secrets = Gen.OneOf(
        Gen.Byte.Array[24, 64].Select(Convert.ToBase64String),
        Gen.Byte.Array[24, 64].Select(bytes => Convert.ToBase64String(bytes).TrimEnd('=').Replace('+', '-').Replace('/', '_')),
        Gen.Byte.Array[16, 64].Select(Convert.ToHexStringLower),
        Gen.Byte.Array[16].Select(bytes => new Guid(bytes).ToString()),
        Gen.Char['a', 'z'].Array[3, 12].Select(password => $"https://user:{new string(password)}@example.org/path"),
        Gen.Char['a', 'z'].Array[3, 12].Select(password => $"postgres://{new string(password)}@db/x"),
        Gen.Char['0', 'z'].Where(char.IsAsciiLetterOrDigit).Array[36].Select(token => $"ghp_{new string(token)}"),
        Gen.Char['A', 'Z'].Array[16].Select(token => $"AKIA{new string(token)}"),
        Gen.Char['0', 'z'].Where(char.IsAsciiLetterOrDigit).Array[20, 48].Select(token => $"sk-{new string(token)}"),
        Gen.Byte.Array[30, 60].Select(bytes => $"eyJhbGciOiJIUzI1NiJ9.{Convert.ToHexStringLower(bytes)}.c2ln"),
        Gen.Byte.Array[30, 60].Select(bytes => $"-----BEGIN RSA PRIVATE KEY-----\n{Convert.ToBase64String(bytes)}\n-----END RSA PRIVATE KEY-----"));

    private static readonly Gen<string> HarmlessNames = OneOf("PATH", "HOME", "LANG", "MY_SETTING", "X", "PYTHONPATH");
    private static readonly Gen<string> Beginnings = OneOf("", "prefix ", "name=", "a:b:", "{\"x\": \"", "/usr/bin:", "--option ", "x,");

    [Fact]
    public void No_planted_secret_gets_through_whatever_its_name_and_what_stands_around_it() =>
        Gen.Select(HarmlessNames, Beginnings, Secrets, OneOf("", " suffix", ":/bin", "\"}", ",y")).Sample(
            (name, before, secret, after) => Assert.Equal(SecretValues.Redacted, Choose(new() { [name] = before + secret + after }, "*")[name]),
            iter: 5000);

    [Fact]
    public void A_name_that_speaks_of_secrets_hides_any_value() =>
        Gen.Select(
                OneOf("KEY", "TOKEN", "SECRET", "PASS", "PASSWORD", "PWD", "CREDENTIAL", "AUTH", "COOKIE", "PRIVATE", "AUTHORIZATION"), OneOf("", "MY_", "my", "X"), OneOf("", "_1", "S", "_FILE"),
                Gen.Bool, Gen.String[Gen.Char['a', 'z'], 1, 8])
            .Where((word, before, after, isSmall, value) => !(word == "PWD" && before.Length + after.Length == 0))
            .Sample((word, before, after, isSmall, value) =>
            {
                var name = before + (isSmall ? word.ToLowerInvariant() : word) + after;
                Assert.Equal(SecretValues.Redacted, Choose(new() { [name] = value }, "*")[name]);
            });

    [Theory]
    [InlineData("PATH", "/usr/local/sbin:/usr/local/bin:/usr/bin:/home/alice/.dotnet/tools:/usr/local/cuda-12.1/bin:/opt/conda/envs/training2024/bin")]
    [InlineData("LD_LIBRARY_PATH", "/usr/lib/x86_64-linux-gnu:/usr/local/nvidia/lib64")]
    [InlineData("LANG", "en_US.UTF-8")]
    [InlineData("TERM", "xterm-256color")]
    [InlineData("PWD", "/home/alice/experiments/compression-levels")]
    [InlineData("OMP_NUM_THREADS", "4")]
    [InlineData("GIT_AUTHOR_NAME", "Alice Example")]
    [InlineData("OMP_PLACES", "{0:4},{4:4},{8:4}")]
    [InlineData("TZ", "Europe/Berlin")]
    [InlineData("PATH", "/opt/internationalization_1/bin:/srv/Telecommunications2/bin")]
    public void Harmless_values_stay(string name, string value) => Assert.Equal(value, Choose(new() { [name] = value }, name)[name]);

    [Theory]
    [InlineData("postgresql://app:pa/ss@db.example.org/app")]
    [InlineData("Server=db;User Id=app;Password=x;")]
    [InlineData("http_proxy http://u:p@proxy:3128")]
    [InlineData("/zK3k9PqX1mN7bV5cT2wQ8rYhJ4dF6gA0sLuE+oIiZxk=")]
    [InlineData("xoxb-123456-abcdef")]
    [InlineData("glpat-abcdefghij")]
    [InlineData("abcdefghijklmnopqrstuvwxyzabcdefghijkl")]
    public void Secrets_of_known_forms_are_seen(string value) => Assert.True(SecretValues.IsSecret(value));

    [Fact]
    public void Without_options_only_harmless_variables_are_kept() =>
        Assert.Equal(["LC_ALL", "PATH"], Choose(new() { ["PATH"] = "/bin", ["LC_ALL"] = "C", ["DATABASE_URL"] = "x", ["GREETING"] = "hello" }).Keys);

    [Fact]
    public void Variables_are_added_and_left_out_by_patterns() =>
        Assert.Equal(
            ["LAB_A_END", "PATH"],
            Choose(new() { ["PATH"] = "/bin", ["LAB_A_END"] = "1", ["LAB_B"] = "2", ["HOME"] = "/root", ["LABEL"] = "3" }, ["LAB_*_END", "LABE", "LAB_B*C"], ["HOM*"]).Keys);

    [Fact]
    public async Task What_runs_here_becomes_tags()
    {
        using var host = new FakeHost();

        var sink = new RecordingMetricSink();
        await PluginUnderTest.Create<EnvironmentCollector>(null, host).CollectAsync(sink, TestContext.Current.CancellationToken);

        var tags = sink.Metrics.ToDictionary(metric => metric.Name, metric => metric.Text);
        Assert.Equal(RuntimeInformation.FrameworkDescription, tags["environment/dotnet"]);
        Assert.Equal(Environment.MachineName, tags["environment/host"]);
        Assert.Equal(Environment.UserName, tags["environment/user"]);
        Assert.Contains("environment/variable/PATH", tags.Keys);
    }

    [Theory]
    [InlineData("https://example.org/lab/code.git", "https://example.org/lab/code.git")]
    [InlineData("https://ghp_abcdefghijklmnop@example.org/lab/code.git", "https://example.org/lab/code.git")]
    [InlineData("ssh://git@example.org:2222/lab/code.git", "ssh://example.org:2222/lab/code.git")]
    [InlineData("deploy@example.org:lab/code.git", "example.org:lab/code.git")]
    [InlineData("/srv/git/code.git", "/srv/git/code.git")]
    [InlineData("file:///srv/git/code.git", "file:///srv/git/code.git")]
    [InlineData("user:pass@example.org:code.git", "[redacted]")]
    [InlineData("https://user:pa/ss@example.org/code.git", "[redacted]")]
    [InlineData("https://user:pa?ss@example.org/code.git", "[redacted]")]
    [InlineData("helper::https://user:pass@example.org/code.git", "[redacted]")]
    [InlineData("https://example.org/0123456789abcdef0123456789abcdef/code.git", "[redacted]")]
    public void An_address_loses_its_credentials(string address, string expected) => Assert.Equal(expected, RemoteAddress.WithoutCredentials(address));

    [Fact]
    public void No_password_stays_in_an_address() =>
        Gen.Select(OneOf("https://", "ssh://", "git+https://", "ext::https://", ""), Gen.Char['!', '~'].Array[8, 24])
            .Sample((scheme, characters) =>
            {
                var password = "Zq7" + new string(characters).Replace('@', 'a') + "Zq8";
                var shown = RemoteAddress.WithoutCredentials($"{scheme}user:{password}@example.org/code.git");
                Assert.DoesNotContain("Zq8", shown, StringComparison.Ordinal);
                Assert.DoesNotContain("Zq7", shown, StringComparison.OrdinalIgnoreCase);
            });

    private static Gen<string> OneOf(params string[] texts) => Gen.Int[0, texts.Length - 1].Select(index => texts[index]);

    private static Dictionary<string, string> Choose(Dictionary<string, string> variables, params string[] include) => Choose(variables, include, []);

    private static Dictionary<string, string> Choose(Dictionary<string, string> variables, string[] include, string[] exclude) =>
        EnvironmentVariables.Choose(variables, new EnvironmentCollectorOptions { Include = include, Exclude = exclude }).ToDictionary(variable => variable.Name, variable => variable.Value);
}
