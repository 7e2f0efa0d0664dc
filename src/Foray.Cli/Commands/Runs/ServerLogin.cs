using System.CommandLine;
using Foray.Sdk.Diagnostics;
using Foray.Sdk.Documents;

namespace Foray.Cli.Commands.Runs;

/// <summary>Options that say as whom a command speaks to an MLflow server. Where they are not given, the variables count that MLflow's own clients look at.</summary>
internal sealed class ServerLogin
{
    private const string TokenVariable = "MLFLOW_TRACKING_TOKEN";
    private const string UserVariable = "MLFLOW_TRACKING_USERNAME";
    private const string PasswordVariable = "MLFLOW_TRACKING_PASSWORD";

    /// <summary>An artifact is one request, and may be large.</summary>
    private const string Timeout = "10m";

    private readonly Option<string?> _token = new("--token-file")
    {
        Description = $"File with the token for an MLflow server. Default: the variable {TokenVariable}.",
        HelpName = "FILE",
    };

    private readonly Option<string?> _user = new("--username")
    {
        Description = $"Name of the user of an MLflow server. Default: the variable {UserVariable}.",
        HelpName = "NAME",
    };

    private readonly Option<string?> _password = new("--password-file")
    {
        Description = $"File with the user's password. Default: the variable {PasswordVariable}.",
        HelpName = "FILE",
    };

    /// <summary>Gives a command the options.</summary>
    public static ServerLogin Of(Command command)
    {
        var login = new ServerLogin();
        command.Options.Add(login._token);
        command.Options.Add(login._user);
        command.Options.Add(login._password);
        return login;
    }

    /// <summary>True for the address of a server.</summary>
    public static bool IsServer(string target) => target.StartsWith("http://", StringComparison.OrdinalIgnoreCase) || target.StartsWith("https://", StringComparison.OrdinalIgnoreCase);

    /// <exception cref="DiagnosticException">The options exclude each other, or belong to no server.</exception>
    public void Check(ParseResult parsed, bool isServer)
    {
        var (token, user, password) = (parsed.GetValue(_token), parsed.GetValue(_user), parsed.GetValue(_password));
        if (!isServer && (token ?? user ?? password) is not null)
            throw Refusal("--token-file, --username and --password-file are for an MLflow server, and --to names a store", "leave them out, or name the server as http://host:port");
        if (token is not null && (user ?? password) is not null)
            throw Refusal("an MLflow server takes a token, or a user with a password", "give one of both");
        if (password is not null && user is null && !IsSet(UserVariable))
            throw Refusal("--password-file is the password of nobody", "name the user with --username");
        if (user is not null && password is null && !IsSet(PasswordVariable))
            throw Refusal($"the user '{user}' has no password", $"give it with --password-file, or in the variable {PasswordVariable}");
    }

    /// <summary>The section of the backend <c>mlflow</c>.</summary>
    public MappingNode Section(ParseResult parsed, string url)
    {
        var (token, user, password) = (parsed.GetValue(_token), parsed.GetValue(_user), parsed.GetValue(_password));
        var entries = new List<KeyValuePair<ScalarNode, DocumentNode>> { Entry("url", Text(url)), Entry("timeout", Text(Timeout)) };
        if (user is not null || password is not null || (token is null && !IsSet(TokenVariable) && IsSet(UserVariable) && IsSet(PasswordVariable)))
        {
            entries.Add(Entry("username", Text(user ?? Environment.GetEnvironmentVariable(UserVariable)!)));
            entries.Add(Entry("password", SecretOf(password, PasswordVariable)));
        }
        else if (token is not null || IsSet(TokenVariable))
            entries.Add(Entry("token", SecretOf(token, TokenVariable)));
        return new MappingNode(Place, entries);
    }

    private static Place Place => new("command line", 0, 0);

    private static bool IsSet(string variable) => !string.IsNullOrEmpty(Environment.GetEnvironmentVariable(variable));

    private static MappingNode SecretOf(string? file, string variable) => new(Place, [file is null ? Entry("env", Text(variable)) : Entry("file", Text(Path.GetFullPath(file)))]);

    private static KeyValuePair<ScalarNode, DocumentNode> Entry(string key, DocumentNode value) => KeyValuePair.Create(Text(key), value);

    private static ScalarNode Text(string text) => new(Place, text, ScalarKind.Text);

    private static DiagnosticException Refusal(string message, string remedy) => new(Diagnostic.Error(RunsCodes.BadOption, message, remedy));
}
