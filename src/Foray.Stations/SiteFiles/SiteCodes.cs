namespace Foray.Stations.SiteFiles;

/// <summary>Codes of what is wrong with a site file.</summary>
internal static class SiteCodes
{
    /// <summary>A value is of another form than its key.</summary>
    public const string WrongForm = "FORAY233";

    /// <summary>A key is not known.</summary>
    public const string UnknownKey = "FORAY234";

    /// <summary>A key is missing.</summary>
    public const string MissingKey = "FORAY235";

    /// <summary>Two instances have one address.</summary>
    public const string SameInstance = "FORAY236";

    /// <summary>A value of <c>manage</c> is not known.</summary>
    public const string BadManage = "FORAY237";

    /// <summary>An argument is not one of the agent, or lacks its value.</summary>
    public const string BadArgument = "FORAY238";

    /// <summary>An argument that agents of OCS take has no effect here.</summary>
    public const string UnusedArgument = "FORAY239";

    /// <summary>The file has no such host.</summary>
    public const string UnknownHost = "FORAY240";

    /// <summary>A site is named, and nothing says where site files are.</summary>
    public const string NoFolder = "FORAY241";

    /// <summary>An address cannot be used.</summary>
    public const string BadAddress = "FORAY242";
}
