namespace Foray.Stations.Programs.Bastion;

/// <summary>An error that a program gets as an exception.</summary>
/// <param name="Type">One of the types below.</param>
/// <param name="Message">What is wrong, for people.</param>
internal sealed record BastionError(string Type, string Message)
{
    /// <summary>Nothing is there under the path or name.</summary>
    public const string NotFound = "not_found";

    /// <summary>Something is there already.</summary>
    public const string Exists = "exists";

    /// <summary>A folder that is to be removed holds something.</summary>
    public const string NotEmpty = "not_empty";

    /// <summary>A file is needed.</summary>
    public const string IsFolder = "is_folder";

    /// <summary>A folder is needed.</summary>
    public const string NotAFolder = "not_a_folder";

    /// <summary>A limit of the suitcase is reached.</summary>
    public const string NoSpace = "no_space";

    /// <summary>The path is none of a suitcase or of the namespace.</summary>
    public const string BadPath = "bad_path";

    /// <summary>The method of a service raised an exception, whose text is the message.</summary>
    public const string General = "general";

    /// <summary>A service or its station is gone, or did not answer in time.</summary>
    public const string Protocol = "protocol";

    /// <summary>A service has no such method.</summary>
    public const string UnimplementedMethod = "unimplemented_method";

    /// <summary>Something that is not done: a move, a clone, anything that is not allowed.</summary>
    public const string Refused = "refused";
}
