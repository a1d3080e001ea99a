"""The edge towards queues, streams and the state machine: from messages to use cases."""
