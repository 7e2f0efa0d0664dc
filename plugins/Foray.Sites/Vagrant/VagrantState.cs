namespace Foray.Sites.Vagrant;

/// <summary>How a virtual machine stands.</summary>
internal enum VagrantState
{
    /// <summary>There is none.</summary>
    NotCreated,

    /// <summary>It is there, and does not run.</summary>
    Stopped,

    /// <summary>Vagrant says that it runs.</summary>
    Running,

    /// <summary>It runs and answers.</summary>
    Answering,
}
