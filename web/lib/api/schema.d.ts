/** Written by `make api-types` from the API's own OpenAPI description. Do not edit. */
export interface paths {
    "/api/v1/city": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Name, centre, languages, emergency numbers. */
        get: operations["city"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/services": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** All service types. */
        get: operations["services"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/services/{service_code}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One type with its questions. */
        get: operations["service"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/knowledge": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The help articles of the city. */
        get: operations["read_knowledge"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/overlay": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What the map layers say about a point. */
        get: operations["overlay"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/duplicates": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Cases near a point that may be the same: open, or closed a short while ago. */
        get: operations["find_duplicates"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/addresses": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Addresses, corners and places for what was typed so far. */
        get: operations["find_address"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/addresses/nearest": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The address and the corner nearest to a pin. */
        get: operations["nearest_address"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/places/near": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The nearest facilities of a category, with opening hours. */
        get: operations["find_places"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/assets/near": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What the city owns beneath and beside a point. */
        get: operations["find_assets"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/my-city": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Districts, dates and facilities of an address. */
        get: operations["my_city"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/requests": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** File a report. */
        post: operations["submit_request"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/changes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What happened to public cases, in one order without gaps. */
        get: operations["read_changes"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/requests/{service_request_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How it stands. */
        get: operations["read_request"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/requests/{service_request_id}/followers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Ask to follow by e-mail. */
        post: operations["follow_request"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/requests/{service_request_id}/me-too": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Me too: count one more. */
        post: operations["join_request"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/requests/{service_request_id}/reopen": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Not fixed. */
        post: operations["reopen_request"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/requests/{service_request_id}/answer": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Answer the city's question. */
        post: operations["answer_question"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/followers/confirm": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Say yes to the mails. */
        post: operations["confirm_follower"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/followers/unsubscribe": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Stop the mails; one click. */
        post: operations["leave_request"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/photos": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** A ticket to upload one photo. */
        post: operations["ask_photo_ticket"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/photos/{photo_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How an upload stands. */
        get: operations["read_photo"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/staff/photos": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** A ticket to upload one photo. */
        post: operations["ask_photo_ticket_as_staff"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/staff/requests/{service_request_id}/photos": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** All photos of a case, also unreleased ones; audited. */
        get: operations["view_photos"];
        put?: never;
        /** Add photos to a case. */
        post: operations["attach_photos"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/explore": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** An area in figures, beside the city. */
        get: operations["explore"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/explore/layers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The layers whose areas there are figures of. */
        get: operations["explore_layers"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/explore/estimates": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How the dates that were told at intake came true. */
        get: operations["explore_estimates"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/openapi.json": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** This document. */
        get: operations["openapi"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/callbacks/work-orders/{department}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** What a department's system answers; signed. */
        post: operations["answer_by_call"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/callbacks/link": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What a mailed link opens. */
        get: operations["read_work_link"];
        put?: never;
        /** What the holder of a link answers. */
        post: operations["answer_by_link"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/staff/deliveries": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What did not arrive. */
        get: operations["list_deliveries"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/staff/deliveries/{delivery_id}/redrive": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Send it again. */
        post: operations["redrive_delivery"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/staff/me": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who is signed in. */
        get: operations["me"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/staff/duplicate-rules": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The duplicate rules of a version. */
        get: operations["read_duplicate_rules"];
        /** Publish new ones as a version. */
        put: operations["publish_duplicate_rules"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/staff/hotspots": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Where far more is reported than usual. */
        get: operations["list_hotspots"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/staff/figures": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A department, an area or the city in figures. */
        get: operations["staff_figures"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/staff/layers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Which map layers stand, what is announced, the last imports. */
        get: operations["list_layers"];
        put?: never;
        /** Where to send a map layer. */
        post: operations["layer_ticket"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/staff/layers/withdraw": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Take back what is announced. */
        post: operations["withdraw_layers"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/staff/layers/{import_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How an import stands. */
        get: operations["import_report"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/staff/layers/{import_id}/difference": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What it changes, area by area. */
        get: operations["layer_difference"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/staff/layers/{import_id}/start": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Check or publish it. */
        post: operations["start_import"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/staff/layers/{import_id}/reroute": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How open cases follow it. */
        get: operations["rerouting_report"];
        put?: never;
        /** Let open cases follow it, or tell what that would change. */
        post: operations["start_rerouting"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/staff/users": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Everybody of the staff. */
        get: operations["list_users"];
        put?: never;
        /** Invite somebody by mail. */
        post: operations["invite_user"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/staff/users/{user_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Other roles, departments or name. */
        post: operations["change_user"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/staff/users/{user_id}/switch-off": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** They cannot sign in any more. */
        post: operations["switch_off_user"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/staff/users/{user_id}/switch-on": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** They can sign in again. */
        post: operations["switch_on_user"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/staff/users/{user_id}/reset": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** A new password by mail. */
        post: operations["reset_user"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/staff/users/{user_id}/reset-codes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** No code is asked of them any more. */
        post: operations["reset_codes"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/staff/city": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Which version of the city stands, and who let it. */
        get: operations["list_versions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/staff/city/difference": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What one version changes of another. */
        get: operations["compare_versions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/staff/city/check": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Check a pack; nothing is kept. */
        post: operations["check_pack"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/staff/city/publish": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Let a pack stand. */
        post: operations["publish_pack"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/staff/city/roll-back": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Let an earlier version stand. */
        post: operations["roll_back"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/staff/duplicate-rules/try": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** What rules would have joined lately. */
        post: operations["try_duplicate_rules"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/staff/audit": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who did what, the newest first. */
        get: operations["read_audit_log"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/staff/api-keys": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The keys of app makers. */
        get: operations["list_api_keys"];
        put?: never;
        /** A new key, told this once. */
        post: operations["issue_api_key"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/staff/api-keys/{key_id}/revoke": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Take a key back. */
        post: operations["revoke_api_key"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/staff/owner-checks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Owners to ask by now. */
        get: operations["list_checks"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/staff/flags": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Closings to look at. */
        get: operations["list_flags"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/staff/overview": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The supervisor's figures. */
        get: operations["overview"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/staff/overview/attention": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What waits, department by department. */
        get: operations["overview_attention"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/staff/requests": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The cases behind a figure, page by page; also of an area within a department, and of none (`-`). */
        get: operations["list_figure_cases"];
        put?: never;
        /** File a caller's report. */
        post: operations["file_request"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/staff/requests/{service_request_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Everything but the contact. */
        get: operations["read_for_staff"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/staff/requests/{service_request_id}/contact": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The reporter's contact; audited. */
        get: operations["read_contact"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/staff/requests/{service_request_id}/release": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Make text or photos public. */
        post: operations["release_content"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/staff/requests/{service_request_id}/withdraw": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Take back what was released. */
        post: operations["withdraw_content"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/staff/requests/{service_request_id}/ask": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Ask the reporter. */
        post: operations["ask_resident"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/staff/requests/{service_request_id}/owner-check": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** The outside owner was asked. */
        post: operations["check_owner"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/staff/requests/{service_request_id}/merge": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Close it as a duplicate of another. */
        post: operations["merge_requests"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/staff/requests/{service_request_id}/unmerge": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Take the merge back. */
        post: operations["unmerge_request"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/staff/requests/{service_request_id}/location": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Set its place right. */
        post: operations["correct_location"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/staff/requests/{service_request_id}/reclassify": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Let it go on as another type. */
        post: operations["reclassify_request"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/staff/requests/{service_request_id}/presence": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Say that you look at it, and hear who else does. */
        put: operations["look_at_case"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/staff/work-orders": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A department's work by due time. */
        get: operations["list_work_orders"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/staff/escalations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A department's late work. */
        get: operations["list_escalations"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/staff/crews/{crew}/route": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A crew's day in a good order. */
        get: operations["plan_route"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/staff/work-orders/bulk": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** The same step with many. */
        post: operations["bulk_work_orders"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/staff/work-orders/bulk/{bulk_id}/undo": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Take it back within a minute. */
        post: operations["undo_bulk"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/staff/requests/{service_request_id}/work-orders/{work_order_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One work order. */
        get: operations["read_work_order"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/staff/requests/{service_request_id}/work-orders/{work_order_id}/claim": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Take it for oneself. */
        post: operations["claim_work_order"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/staff/requests/{service_request_id}/work-orders/{work_order_id}/assign": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Give it to a crew or a person. */
        post: operations["assign_work_order"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/staff/requests/{service_request_id}/work-orders/{work_order_id}/schedule": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Plan it for a day. */
        post: operations["schedule_work_order"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/staff/requests/{service_request_id}/work-orders/{work_order_id}/start": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** The crew is on it. */
        post: operations["start_work_order"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/staff/requests/{service_request_id}/work-orders/{work_order_id}/pause": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** It has to wait, with a reason. */
        post: operations["pause_work_order"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/staff/requests/{service_request_id}/work-orders/{work_order_id}/resume": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** It goes on where it was. */
        post: operations["resume_work_order"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/staff/requests/{service_request_id}/work-orders/{work_order_id}/complete": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Finish it with an outcome of its process. */
        post: operations["complete_work_order"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/staff/requests/{service_request_id}/work-orders/{work_order_id}/refuse": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** It cannot be done, with a reason. */
        post: operations["refuse_work_order"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/staff/requests/{service_request_id}/work-orders/{work_order_id}/transfer": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Another department has to do it. */
        post: operations["transfer_work_order"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/staff/requests/{service_request_id}/work-orders/{work_order_id}/positions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Where the crew took its steps. */
        get: operations["read_step_positions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/staff/requests/{service_request_id}/work-orders/{work_order_id}/split": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Make two of it. */
        post: operations["split_work_order"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/staff/queue": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A department's work in rows of a list. */
        get: operations["read_queue"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/staff/views": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Saved views of a queue. */
        get: operations["list_views"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/staff/views/{view_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Keep a view under a name. */
        put: operations["keep_view"];
        post?: never;
        /** Remove it. */
        delete: operations["remove_view"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/staff/first-view": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** What a queue opens with for me. */
        put: operations["begin_with_view"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/staff/callers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** A caller's earlier cases; audited. */
        post: operations["find_caller"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/staff/requests/{service_request_id}/callers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Me too, for a caller. */
        post: operations["join_for_caller"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/staff/information-calls": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How many only asked, and what. */
        get: operations["information_calls"];
        put?: never;
        /** Somebody only asked. */
        post: operations["count_information_call"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        /**
         * City
         * @description Who we are, where we are, whom to call in an emergency.
         */
        City: {
            /** @description Texts that the city has only in another language: by language, where they stand in this answer (JSON pointers). Left out when there are none. */
            other_languages?: {
                [key: string]: string[];
            };
            code: string;
            name: string;
            jurisdiction_id: string;
            centre: {
                lat: number;
                long: number;
            };
            bbox: {
                south: number;
                west: number;
                north: number;
                east: number;
            };
            languages: string[];
            /** @description How much of what residents read there is in each language, in percent. The rest comes in the first language and is named in other_languages. */
            translated: {
                [key: string]: number;
            };
            default_language: string;
            timezone: string;
            emergency_numbers: {
                number: string;
                for: string;
            }[];
            catalogue_version: string;
        };
        /**
         * Services
         * @description All service types; the questions come with each single one.
         */
        Services: {
            /** @description Texts that the city has only in another language: by language, where they stand in this answer (JSON pointers). Left out when there are none. */
            other_languages?: {
                [key: string]: string[];
            };
            services: {
                service_code: string;
                service_name: string;
                description: string;
                group: {
                    code: string;
                    name: string;
                };
                keywords: string[];
                /** @enum {unknown} */
                privacy: "public" | "blurred" | "private";
                /** @enum {unknown} */
                photo: "none" | "optional" | "required";
                has_questions: boolean;
                sla: Record<string, never> | null;
            }[];
            /** @description Codes of the types that are asked for most, as the city orders them. */
            featured: string[];
        };
        /** Knowledge */
        Knowledge: {
            /** @description Texts that the city has only in another language: by language, where they stand in this answer (JSON pointers). Left out when there are none. */
            other_languages?: {
                [key: string]: string[];
            };
            articles: {
                /** @description The same in every language. */
                slug: string;
                /** @description What it is written in: the city's first language where there is no translation. */
                language: string;
                title: string;
                topics: string[];
                /** @description The types of report that it belongs to. */
                service_codes: string[];
                /** @description Markdown; paragraphs are parted by an empty line. */
                text: string;
            }[];
        };
        /**
         * SubmitRequest
         * @description A resident's report. lat and long are WGS84 degrees.
         */
        SubmitRequest: {
            /** @description A code from GET /api/v1/services. */
            service_code: string;
            /** @description Degrees north. */
            lat: number;
            /** @description Degrees east. */
            long: number;
            /** @description The address in the resident's words. */
            address?: string;
            /** @description The asset it is about, from GET /api/v1/assets/near. */
            asset_id?: string;
            /** @description What is wrong, as plain text. */
            description?: string;
            /** @description Question code to answer: a text, a number, or a list of choices. */
            answers?: {
                [key: string]: string | number | string[] | null;
            };
            /** @description Optional. Never shown to the public. */
            reporter?: {
                first_name?: string;
                last_name?: string;
                /** Format: email */
                email?: string;
                phone?: string;
                language?: string;
            };
            /** @description Ids from POST /api/v1/photos. */
            photo_ids?: string[];
            /** @description Numbers of cases the resident was shown and called different. */
            not_duplicate_of?: string[];
            /** @description The number of a case that was closed here lately and was not fixed: it is opened again, and this report belongs to it. */
            reopens?: string;
        };
        /** Submitted */
        Submitted: {
            /** @description Texts that the city has only in another language: by language, where they stand in this answer (JSON pointers). Left out when there are none. */
            other_languages?: {
                [key: string]: string[];
            };
            /** @description The tracking number, such as 7QX-4CM-2WF. */
            service_request_id: string;
            status: string;
            status_text: string;
            /** @description A page of the case. The secret stands in the fragment, which browsers never send. */
            follow_url: string;
            estimate: {
                /**
                 * Format: date-time
                 * @description Four of five such cases are done by then; with basis service_level, the city's target.
                 */
                expected_at: string;
                /**
                 * @description Learned from closed cases, or the city's target where those are too few.
                 * @enum {unknown}
                 */
                basis: "closings" | "service_level";
                /** @description The same in a sentence. */
                text: string;
                /**
                 * Format: date
                 * @description Half of such cases are done by the end of this local day.
                 */
                p50_on: string | null;
                /**
                 * Format: date
                 * @description Four of five are.
                 */
                p80_on: string | null;
                /**
                 * Format: date-time
                 * @description When the dates were changed since intake.
                 */
                moved_at: string | null;
                /**
                 * Format: date-time
                 * @description The city's target.
                 */
                promised_at: string | null;
            } | null;
            /** @description Numbers of open cases that are likely the same. */
            duplicates: string[];
            /** @description Numbers of such cases that were closed here lately: if one was not fixed, file with `reopens`. */
            closed_before: string[];
        };
        /**
         * ServiceRequest
         * @description The public view of a case. It holds no personal data.
         */
        ServiceRequest: {
            /** @description Texts that the city has only in another language: by language, where they stand in this answer (JSON pointers). Left out when there are none. */
            other_languages?: {
                [key: string]: string[];
            };
            service_request_id: string;
            service_code: string;
            service_name: string;
            /** @enum {unknown} */
            status: "received" | "confirmed" | "scheduled" | "under_way" | "waiting" | "passed_on" | "done" | "could_not_be_done" | "not_ours" | "duplicate" | "reopened";
            status_text: string;
            lat: number;
            long: number;
            /** @description False where the type shows the place only coarsely. */
            location_is_exact: boolean;
            /** @description How far from lat and long the place may lie; 0 where it is shown exactly. */
            location_within_m: number;
            /** @description The block that the place is on, where it is shown exactly and an address is near. */
            street?: string | null;
            address: string;
            overlay: {
                layer: string;
                layer_name: string;
                /** @description Since when (epoch seconds) the place has these answers. */
                generation: number;
                feature_id: string;
                name: string;
                attributes: {
                    [key: string]: string;
                };
                /** @enum {unknown} */
                position: "inside" | "boundary";
            }[];
            department: {
                code?: string;
                name?: string;
                /** @enum {unknown} */
                kind?: "city" | "outside";
                phone?: string | null;
            } | null;
            /** @description The work since the report was filed, or opened again: who does what, and why they. */
            work: {
                title: string;
                department: {
                    code: string;
                    name: string;
                    /** @enum {unknown} */
                    kind: "city" | "outside";
                    phone: string | null;
                } | null;
                /** @enum {unknown} */
                status: "open" | "scheduled" | "started" | "paused" | "completed";
                /** @description Local time in the city: a day, or a day with the time. */
                planned_for: string | null;
                why: {
                    /**
                     * @description layer: a map layer names the department for this place. rest: it names nobody there, and this department takes the rest. type: the department does this in the whole city. before: it did the work before the report was opened again. people: staff chose it.
                     * @enum {unknown}
                     */
                    by: "layer" | "rest" | "type" | "before" | "people";
                    /** @description The layer that was asked, where it is public and the place is shown exactly. */
                    layer_name: string | null;
                    /** @description What it answered for the place. */
                    area_name: string | null;
                } | null;
                /** @description The district by which the department's crews are told apart. */
                crew_area: {
                    layer_name: string;
                    name: string;
                } | null;
            }[];
            /** @description When the date that was told has moved, oldest first; as local days of the city. */
            date_moves: {
                /** Format: date-time */
                at: string;
                /** Format: date */
                was_on: string | null;
                /** Format: date */
                is_on: string;
                /**
                 * @description learned: by now enough such cases were closed to say more than the target. slower, faster: what was closed since says so. passed: the date before has passed. answer: the work waited for the resident's answer. type: the report turned out to be of another type.
                 * @enum {unknown}
                 */
                why: "learned" | "slower" | "faster" | "passed" | "answer" | "type";
            }[];
            /** Format: date-time */
            requested_at: string;
            /** Format: date-time */
            updated_at: string;
            /** Format: date-time */
            closed_at: string | null;
            estimate: {
                /**
                 * Format: date-time
                 * @description Four of five such cases are done by then; with basis service_level, the city's target.
                 */
                expected_at: string;
                /**
                 * @description Learned from closed cases, or the city's target where those are too few.
                 * @enum {unknown}
                 */
                basis: "closings" | "service_level";
                /** @description The same in a sentence. */
                text: string;
                /**
                 * Format: date
                 * @description Half of such cases are done by the end of this local day.
                 */
                p50_on: string | null;
                /**
                 * Format: date
                 * @description Four of five are.
                 */
                p80_on: string | null;
                /**
                 * Format: date-time
                 * @description When the dates were changed since intake.
                 */
                moved_at: string | null;
                /**
                 * Format: date-time
                 * @description The city's target.
                 */
                promised_at: string | null;
            } | null;
            /** @description The service level: none where the city promises nothing. */
            promise: {
                /**
                 * Format: date-time
                 * @description None while we wait for the resident.
                 */
                due_at: string | null;
                /** @description Whether it was, or is, later than promised. */
                late: boolean;
                /**
                 * Format: date-time
                 * @description The clock stands still since then.
                 */
                waiting_since: string | null;
            } | null;
            outcome_text: string | null;
            followers: number;
            possible_duplicates: string[];
            /** @description The request that this one was merged into. */
            duplicate_of: string | null;
            /** @description How many more have the same matter: me too, and merged. */
            joined: number;
            /**
             * Format: date-time
             * @description When the city asks the outside owner how it stands.
             */
            next_check_at: string | null;
            /**
             * Format: date-time
             * @description Until when "not fixed" opens it again.
             */
            reopen_until: string | null;
            /** @description What the city asks; only for the person who reported it. */
            question?: {
                text: string;
                /** Format: date-time */
                answer_by: string | null;
            };
            timeline: {
                /** Format: date-time */
                at: string;
                kind: string;
                text: string;
            }[];
            /** @description Only after release, or for the person who reported it. */
            description?: string;
            /** @description What staff have released: paths of the front door. */
            photos: {
                url: string;
                thumbnail_url: string;
                /**
                 * @description Staff's show the place as they found or left it.
                 * @enum {unknown}
                 */
                of: "reporter" | "others" | "staff";
            }[];
            /** @description For the person who reported it. */
            photo_ids?: string[];
            /** @description How the reporter's photos stand; for the person who reported it. */
            own_photos?: {
                photo_id: string;
                /** @enum {unknown} */
                state: "waiting" | "ready" | "refused";
                reason: string | null;
                reason_text: string | null;
            }[];
        };
        /** FollowRequest */
        FollowRequest: {
            /** Format: email */
            email: string;
            language?: string;
        };
        /** FollowerToken */
        FollowerToken: {
            token: string;
        };
        /**
         * Delivery
         * @description How it stands with telling a department or an officer about a work order.
         */
        Delivery: {
            delivery_id: string;
            service_request_id: string;
            work_order_id: string;
            department: string;
            /** @description The officer's code; null for the department itself. */
            officer: string | null;
            /** @enum {unknown} */
            news: "created" | "updated" | "withdrawn" | "informed";
            /** @enum {unknown} */
            state: "pending" | "undelivered" | "delivered" | "acknowledged";
            attempts: number;
            /** @description Code of the last failure, such as no_answer or answer_503. */
            reason: string | null;
            /** Format: date-time */
            since: string | null;
            /** @description Null when it is not tried any more. */
            next_attempt_at: string | null;
            finished_at: string | null;
        };
        /**
         * WorkOrderEvent
         * @description What the city posts to the system of a department. Never in it: who reported, contacts, photos, notes.
         */
        WorkOrderEvent: {
            /** @description The same for every repetition; equals the header webhook-id. */
            id: string;
            /** @enum {unknown} */
            type: "work_order.created" | "work_order.updated" | "work_order.withdrawn";
            /** @description Grows within a request; ignore what is older. */
            sequence: number;
            /** Format: date-time */
            occurred_at: string;
            jurisdiction_id: string;
            /** @description The tracking number. */
            service_request_id: string;
            service_code: string;
            /** @description In the first language of the city. */
            service_name: string;
            /** @description True: nothing but numbers and dates is told; see the staff app. */
            private: boolean;
            work_order: {
                id: string;
                title: string;
                /** @description Of a work order that was split: what this part is about. */
                detail: string;
                department: string;
                /**
                 * @description As it stands when this is sent, which may be later than occurred_at.
                 * @enum {unknown}
                 */
                status: "open" | "assigned" | "scheduled" | "started" | "paused" | "completed" | "withdrawn";
                /** @description Where the process names a district: layer:feature. */
                crew: string;
                /** Format: date-time */
                created_at: string;
                due_at: string | null;
            };
            location?: {
                lat: number;
                long: number;
            };
            /** @description Free text of the resident; only where the pack shares descriptions. */
            address?: string;
            /** @description Free text of the resident; only where the pack shares it. */
            description?: string;
            /** @description Only where the pack shares answers. */
            answers?: Record<string, never>;
        };
        /**
         * WorkOrderCallback
         * @description What the system of a department tells the city about a work order of its own. Signed.
         */
        WorkOrderCallback: {
            service_request_id: string;
            work_order_id: string;
            /** @enum {unknown} */
            action: "acknowledge" | "start" | "complete" | "refuse";
            /** @description An outcome code of the process; with refuse only where several go with the reason. */
            outcome?: string;
            /** @description Why it cannot be done: a code of the city's refusal_reasons. */
            reason?: string;
            /** @description For staff only; never public. */
            note?: string;
            /** @description For the resident, public with the outcome; some outcomes ask for it. */
            sentence?: string;
            /** @description Ids from POST /api/v1/photos; some outcomes ask for one. */
            photo_ids?: string[];
            /** @description Amounts by code, in the unit of the process. */
            quantities?: {
                [key: string]: number;
            };
            /** @description Amounts by code, in the unit of the process. */
            materials?: {
                [key: string]: number;
            };
        } & (unknown & unknown);
        /**
         * WorkLinkAnswer
         * @description What the holder of a mailed link answers for one work order.
         */
        WorkLinkAnswer: {
            token: string;
            /** @enum {unknown} */
            action: "acknowledge" | "start" | "complete" | "refuse";
            /** @description An outcome code of the process; with refuse only where several go with the reason. */
            outcome?: string;
            /** @description Why it cannot be done: a code of the city's refusal_reasons. */
            reason?: string;
            /** @description For staff only; never public. */
            note?: string;
            /** @description For the resident, public with the outcome; some outcomes ask for it. */
            sentence?: string;
            /** @description Ids from POST /api/v1/photos; some outcomes ask for one. */
            photo_ids?: string[];
            /** @description Amounts by code, in the unit of the process. */
            quantities?: {
                [key: string]: number;
            };
            /** @description Amounts by code, in the unit of the process. */
            materials?: {
                [key: string]: number;
            };
        } & (unknown & unknown);
        /**
         * AssignWorkOrder
         * @description Either a crew or a person.
         */
        AssignWorkOrder: {
            /** @description A person, as staff call them. */
            assignee?: string;
            /** @description A code of the department's crews. */
            crew?: string;
            /** @description The version that you have seen; If-Match says the same. */
            version?: number;
        };
        /** ScheduleWorkOrder */
        ScheduleWorkOrder: {
            /** @description Local time in the city: 2026-11-30 or 2026-11-30T08:30. */
            planned_for: string;
            /** @description The version that you have seen; If-Match says the same. */
            version?: number;
        };
        /**
         * StartWorkOrder
         * @description The crew is on it; nothing has to be sent.
         */
        StartWorkOrder: {
            /** @description Where the device says that it is, where the person lets it. Kept apart from the case for the days that the city says, for those who answer for the work; never public. */
            position?: {
                lat: number;
                long: number;
                /** @description The radius that the device is sure of, in metres. */
                accuracy_m: number;
            };
            /** @description The version that you have seen; If-Match says the same. */
            version?: number;
        };
        /** PauseWorkOrder */
        PauseWorkOrder: {
            /** @description A code of the city's pause_reasons. */
            reason: string;
            /** @description For the history, staff only. */
            note?: string;
            /** @description The version that you have seen; If-Match says the same. */
            version?: number;
        };
        /** CompleteWorkOrder */
        CompleteWorkOrder: {
            /** @description An outcome code of the process. */
            outcome: string;
            /** @description For staff only; never public. */
            note?: string;
            /** @description For the resident, public with the outcome. */
            sentence?: string;
            /** @description Ids from POST /api/v1/photos. */
            photo_ids?: string[];
            /** @description Amounts by code, in the unit of the process. */
            quantities?: {
                [key: string]: number;
            };
            /** @description Amounts by code, in the unit of the process. */
            materials?: {
                [key: string]: number;
            };
            /** @description Where the device says that it is, where the person lets it. Kept apart from the case for the days that the city says, for those who answer for the work; never public. */
            position?: {
                lat: number;
                long: number;
                /** @description The radius that the device is sure of, in metres. */
                accuracy_m: number;
            };
            /** @description The version that you have seen; If-Match says the same. */
            version?: number;
        };
        /**
         * RefuseWorkOrder
         * @description It cannot be done.
         */
        RefuseWorkOrder: {
            /** @description A code of the city's refusal_reasons. */
            reason: string;
            /** @description Where several outcomes of the process go with the reason. */
            outcome?: string;
            /** @description For staff only; never public. */
            note?: string;
            /** @description For the resident, public with the outcome. */
            sentence?: string;
            /** @description Ids from POST /api/v1/photos. */
            photo_ids?: string[];
            /** @description Where the device says that it is, where the person lets it. Kept apart from the case for the days that the city says, for those who answer for the work; never public. */
            position?: {
                lat: number;
                long: number;
                /** @description The radius that the device is sure of, in metres. */
                accuracy_m: number;
            };
            /** @description The version that you have seen; If-Match says the same. */
            version?: number;
        };
        /** TransferWorkOrder */
        TransferWorkOrder: {
            /** @description Who gets it. */
            department: string;
            /** @description A code of the city's transfer_reasons. */
            reason: string;
            /** @description For the history, staff only. */
            note?: string;
            /** @description The version that you have seen; If-Match says the same. */
            version?: number;
        };
        /**
         * SplitWorkOrder
         * @description The version is needed: a second split would look like a repeat of the first.
         */
        SplitWorkOrder: {
            /** @description What the new part is about; staff only. */
            detail: string;
            /** @description Who gets the new part; the same department unless given. */
            department?: string;
            /** @description The version that you have seen; If-Match says the same. */
            version: number;
        };
        /**
         * BulkWorkOrders
         * @description Needs an Idempotency-Key unless it is a preview.
         */
        BulkWorkOrders: {
            /** @enum {unknown} */
            action: "claim" | "assign" | "schedule" | "transfer";
            orders: {
                service_request_id: string;
                work_order_id: string;
                /** @description The version that you have seen; If-Match says the same. */
                version: number;
            }[];
            /** @description Say what would change and change nothing. */
            preview?: boolean;
            /** @description A person, as staff call them. */
            assignee?: string;
            /** @description A code of the department's crews. */
            crew?: string;
            /** @description Local time in the city: 2026-11-30 or 2026-11-30T08:30. */
            planned_for?: string;
            department?: string;
            reason?: string;
            /** @description For the history, staff only. */
            note?: string;
        };
        /**
         * WorkOrder
         * @description A work order as staff see it; its version is also the ETag.
         */
        WorkOrder: {
            service_request_id: string;
            work_order_id: string;
            version: number;
            /** @description The type of the request. */
            service_code: string | null;
            service_name: string | null;
            /** @description Where the request is, in degrees. */
            lat: number | null;
            long: number | null;
            /** @description Where the request is, as it was reported. */
            address: string;
            /** @description Of a case that is nobody else's business. */
            private: boolean;
            title: string;
            detail: string;
            department: string;
            crew: string;
            /** @enum {unknown} */
            status: "open" | "assigned" | "scheduled" | "started" | "paused" | "completed" | "withdrawn";
            assignee: string;
            /** @enum {unknown} */
            assignee_kind: "" | "crew" | "person";
            assignee_name: string;
            planned_for: string | null;
            created_at: string | null;
            due_at: string | null;
            started_at: string | null;
            completed_at: string | null;
            pause_reason: string;
            refusal_reason: string;
            outcome: string;
            sentence: string;
            photo_ids: string[];
            quantities: Record<string, never>;
            materials: Record<string, never>;
            note: string;
            transferred: boolean;
            split_from: string | null;
            last_change: {
                by: string;
                at: string | null;
                what: string;
            } | null;
            outcomes: {
                code: string;
                status: string;
                /** @description What the resident reads. */
                text: string;
                /** @enum {unknown} */
                photo: "optional" | "required";
                /** @enum {unknown} */
                sentence: "optional" | "required";
                /** @description Refusal reasons that mean this outcome; empty: any of its status. */
                reasons: string[];
            }[];
            counts: {
                quantities: {
                    code: string;
                    name: string;
                    unit: string;
                    required: boolean;
                    /** @description More than this is refused as a slip. */
                    most: number | null;
                }[];
                materials: {
                    code: string;
                    name: string;
                    unit: string;
                    required: boolean;
                    /** @description More than this is refused as a slip. */
                    most: number | null;
                }[];
            };
            /** @description The clock of the promise; amounts in seconds of working time. */
            sla: {
                due_at: string | null;
                very_late_at: string | null;
                /** @enum {unknown} */
                state: "on_time" | "late" | "very_late";
                promised_s: number | null;
                used_s: number | null;
                left_s: number | null;
                paused: {
                    reason: string;
                    since: string;
                } | null;
                ended_at: string | null;
                escalated: string | null;
                /** @description When it stood still, the earliest first; `until` is null while it does. */
                pauses: {
                    reason: string;
                    since: string;
                    until: string | null;
                }[];
            };
        };
        /** BulkReport */
        BulkReport: {
            bulk_id: string | null;
            undo_until: string | null;
            results: {
                service_request_id: string;
                work_order_id: string;
                /** @enum {unknown} */
                result: "would_change" | "changed" | "unchanged" | "undone" | "refused";
                code: string | null;
                message: string;
                version: number | null;
                status: string | null;
            }[];
        };
        /** AskResident */
        AskResident: {
            question: string;
            /** @description The version of the request that was seen; without it the last writer wins. */
            version?: number;
        };
        /** CheckOwner */
        CheckOwner: {
            note: string;
            /** @description The version of the request that was seen; without it the last writer wins. */
            version?: number;
        };
        /** MergeRequests */
        MergeRequests: {
            /** @description The tracking number of the request that is worked on. */
            into: string;
            /** @description Why; kept with the case, not public. */
            reason: string;
            /** @description The version of the request that was seen; without it the last writer wins. */
            version?: number;
        };
        /** UnmergeRequest */
        UnmergeRequest: {
            /** @description Why; kept with the case, not public. */
            reason: string;
            /** @description The version of the request that was seen; without it the last writer wins. */
            version?: number;
        };
        /** ReleaseContent */
        ReleaseContent: {
            parts: ("description" | "photos" | "comments")[];
            /** @description These photos only; without it, the reporter's. */
            photo_ids?: string[];
            /** @description The version of the request that was seen; without it the last writer wins. */
            version?: number;
        };
        /** WithdrawContent */
        WithdrawContent: {
            parts: ("description" | "photos")[];
            /** @description These photos only; without it, all. */
            photo_ids?: string[];
            /** @description The version of the request that was seen; without it the last writer wins. */
            version?: number;
        };
        /** CorrectLocation */
        CorrectLocation: {
            lat: number;
            long: number;
            /** @description The words for the place. Without it those there are stay, unless the pin moves by 50 m or more. */
            address?: string;
            /** @description Why; kept with the case, not public. */
            reason: string;
            /** @description The version of the request that was seen; without it the last writer wins. */
            version?: number;
        };
        /** ReclassifyRequest */
        ReclassifyRequest: {
            service_code: string;
            /** @description Answers to questions of the new type; answers of the old one that fit are kept. */
            answers?: Record<string, never>;
            /** @description Why; kept with the case, not public. */
            reason: string;
            /** @description The version of the request that was seen; without it the last writer wins. */
            version?: number;
        };
        /** LookAtCase */
        LookAtCase: {
            /** @description false: not any more. */
            looking: boolean;
        };
        /**
         * Queue
         * @description A page of a department's work, by due time, with what a list shows and is narrowed by.
         */
        Queue: {
            /** @description Texts that the city has only in another language: by language, where they stand in this answer (JSON pointers). Left out when there are none. */
            other_languages?: {
                [key: string]: string[];
            };
            rows: {
                service_request_id: string;
                work_order_id: string;
                version: number;
                /** @description The type of the request, named in `services`. */
                service_code?: string;
                title: string;
                lat?: number;
                long?: number;
                /** @description Where it is, as it was reported. */
                address?: string;
                /** @constant */
                private?: true;
                crew?: string;
                assignee?: string;
                assignee_name?: string;
                planned_for?: string;
                created_at: string;
                /** @description Left out while the clock stands still before it, and where nothing was promised. */
                due_at?: string;
                /** @description Told of work that is late. */
                very_late_at?: string;
                /** @description The clock stands still. */
                paused?: {
                    reason: string;
                    since: string;
                };
                /** @description Working time that is left, in seconds; told while the clock stands still. */
                left_s?: number;
                /** @description The map features it lies in (layer:feature). */
                areas?: string[];
            }[];
            /** @description Names of the types that occur, by code. */
            services: {
                [key: string]: string;
            };
            /** @description `cursor` of the next page. */
            next: string | null;
        };
        /**
         * Views
         * @description The saved views of a department's queue: one's own, then those that it shares.
         */
        Views: {
            /** @description Texts that the city has only in another language: by language, where they stand in this answer (JSON pointers). Left out when there are none. */
            other_languages?: {
                [key: string]: string[];
            };
            views: {
                view_id: string;
                name: string;
                /** @description Of the department; else one's own. */
                shared: boolean;
                /** @description What the queue is asked; what is left out narrows nothing. */
                question: {
                    /** @description Department code. */
                    department: string;
                    /** @enum {unknown} */
                    status?: "open" | "assigned" | "scheduled" | "started" | "paused" | "completed";
                    service_code?: string;
                    crew?: string;
                    /** @description Only what whoever looks has taken. */
                    mine?: boolean;
                    /**
                     * @description Only what is late, or whose clock stands still.
                     * @enum {unknown}
                     */
                    clock?: "late" | "paused";
                    /** @description Only what lies in these map features (layer:feature): within one of those of a layer, in every layer that is named. */
                    areas?: string[];
                    /** @description With the map beside the table. */
                    map?: boolean;
                };
                /** @description The colleague who kept it last. */
                by: string;
                at: string | null;
            }[];
            /** @description The view that the queue opens with for whoever asks. */
            first: string | null;
        };
        /**
         * SavedView
         * @description A view of the queue under a name.
         */
        SavedView: {
            view_id: string;
            name: string;
            /** @description Of the department; else one's own. */
            shared: boolean;
            /** @description What the queue is asked; what is left out narrows nothing. */
            question: {
                /** @description Department code. */
                department: string;
                /** @enum {unknown} */
                status?: "open" | "assigned" | "scheduled" | "started" | "paused" | "completed";
                service_code?: string;
                crew?: string;
                /** @description Only what whoever looks has taken. */
                mine?: boolean;
                /**
                 * @description Only what is late, or whose clock stands still.
                 * @enum {unknown}
                 */
                clock?: "late" | "paused";
                /** @description Only what lies in these map features (layer:feature): within one of those of a layer, in every layer that is named. */
                areas?: string[];
                /** @description With the map beside the table. */
                map?: boolean;
            };
            /** @description The colleague who kept it last. */
            by: string;
            at: string | null;
            /** @description Texts that the city has only in another language: by language, where they stand in this answer (JSON pointers). Left out when there are none. */
            other_languages?: {
                [key: string]: string[];
            };
        };
        /** KeepView */
        KeepView: {
            name: string;
            /** @description What the queue is asked; what is left out narrows nothing. */
            question: {
                /** @description Department code. */
                department: string;
                /** @enum {unknown} */
                status?: "open" | "assigned" | "scheduled" | "started" | "paused" | "completed";
                service_code?: string;
                crew?: string;
                /** @description Only what whoever looks has taken. */
                mine?: boolean;
                /**
                 * @description Only what is late, or whose clock stands still.
                 * @enum {unknown}
                 */
                clock?: "late" | "paused";
                /** @description Only what lies in these map features (layer:feature): within one of those of a layer, in every layer that is named. */
                areas?: string[];
                /** @description With the map beside the table. */
                map?: boolean;
            };
            /** @description For the whole department; needs the right to share. */
            shared?: boolean;
        };
        /** BeginWithView */
        BeginWithView: {
            /** @description Department code. */
            department: string;
            /** @description null: with none. */
            view_id: string | null;
        };
        /** InviteUser */
        InviteUser: {
            /** @description Where the invitation goes; they sign in with it. */
            email: string;
            /** @description The name that colleagues read. */
            name: string;
            /** @description What they may do. */
            roles: ("agent" | "triage" | "dispatcher" | "crew" | "vendor" | "manager" | "admin")[];
            /** @description Codes of the city's departments. */
            departments: string[];
        };
        /** ChangeUser */
        ChangeUser: {
            /** @description The name that colleagues read. */
            name: string;
            /** @description What they may do. */
            roles: ("agent" | "triage" | "dispatcher" | "crew" | "vendor" | "manager" | "admin")[];
            /** @description Codes of the city's departments. */
            departments: string[];
            /** @description `version` of the person as you saw them. */
            version: string;
        };
        /** CheckPack */
        CheckPack: {
            /** @description The folder of the city pack as a ZIP file, in base64; without layers, addresses, assets, basemap and demo. */
            zip: string;
        };
        /** PublishPack */
        PublishPack: {
            /** @description The folder of the city pack as a ZIP file, in base64; without layers, addresses, assets, basemap and demo. */
            zip: string;
            /** @description The standing version, as it was seen. */
            version: string;
        };
        /** RollBack */
        RollBack: {
            /** @description The standing version, as it was seen. */
            version: string;
            /** @description The version that shall stand again. */
            to: string;
        };
        /**
         * TryDuplicateRules
         * @description Rules to try on what was filed lately.
         */
        TryDuplicateRules: {
            /** @description The version that was read; another one by now is a 409. */
            version: string;
            /** @description Type to its rule as in the pack, `off`, or `pack` for what the pack says. */
            rules: {
                [key: string]: string | Record<string, never>;
            };
            /** @description How far to look back; 90 unless given. */
            days?: number;
        };
        /**
         * ImportLayer
         * @description A map layer to be uploaded, or to be read from a server. What is not said is taken from the file or guessed.
         */
        ImportLayer: {
            /** @description Its ending says little; the content decides. Shapefiles come zipped. */
            file_name?: string;
            /** @description In place of a file: a layer of an ArcGIS server, by https, on the public internet. */
            url?: string;
            layer_id?: string;
            name?: {
                [key: string]: string;
            };
            id_field?: string;
            name_field?: string;
            keep?: string[];
            /** @description Of the kept ones those that change often, such as names and telephones. */
            volatile?: string[];
            /** @description What counts on a border: all features, the lowest id, or the one that is preferred. */
            boundary_rule?: ("all" | "lowest_id") | {
                prefer: string[];
                by?: string;
            };
            public?: boolean;
            /** @description Where nothing else is said, as the version that stands: names, kept attributes, rule, privacy. */
            like_before?: boolean;
            crs?: string;
            part?: string;
            extent?: string;
        } & (unknown | unknown);
        /**
         * StartImport
         * @description A dry run unless it says otherwise.
         */
        StartImport: {
            dry_run?: boolean;
            /** @description Publish in spite of serious findings. */
            force?: boolean;
            /** @description ISO 8601; UTC unless it says otherwise. */
            activate_at?: string;
        };
        /**
         * WithdrawLayers
         * @description Take back what was announced.
         */
        WithdrawLayers: {
            /** @description Of what is announced, as it is listed. */
            active_from: string;
        };
        /**
         * RerouteOpenCases
         * @description A dry run unless it says otherwise.
         */
        RerouteOpenCases: {
            dry_run?: boolean;
        };
        /**
         * FindCaller
         * @description One of the two.
         */
        FindCaller: {
            /** @description As the telephone shows it. */
            phone?: string;
            /** Format: email */
            email?: string;
        };
        /** JoinForCaller */
        JoinForCaller: {
            /** @description How the caller is reached, if they want to be. Never shown to the public. */
            caller?: {
                first_name?: string;
                last_name?: string;
                /** Format: email */
                email?: string;
                phone?: string;
                language?: string;
            };
        };
        /**
         * CountInformationCall
         * @description A call that asked something and filed nothing.
         */
        CountInformationCall: {
            /** @description The slug of a help article that answers it, or other. */
            topic: string;
            /** @description Of the call; the city's first unless given. */
            language?: string;
        };
        /**
         * ApiKey
         * @description What is kept of a key: the start of its hash, its name and what it may do.
         */
        ApiKey: {
            key_id: string;
            name: string;
            scopes: ("submit" | "update" | "read_private")[];
            per_hour: number;
            created_at: string;
            created_by: string;
            revoked_at: string | null;
        };
        /**
         * ApiKeys
         * @description All keys, the revoked ones too.
         */
        ApiKeys: {
            api_keys: {
                key_id: string;
                name: string;
                scopes: ("submit" | "update" | "read_private")[];
                per_hour: number;
                created_at: string;
                created_by: string;
                revoked_at: string | null;
            }[];
        };
        /**
         * CasesToLookAt
         * @description Cases of a department that somebody must look at.
         */
        CasesToLookAt: {
            requests: {
                service_request_id: string;
                service_code: string;
                status: string;
                department: string;
                flags: string[];
                next_check_at: string | null;
                closed_at: string | null;
                life: number;
            }[];
        };
        /**
         * AuditLog
         * @description Administrative actions and looks at contacts, the newest first.
         */
        AuditLog: {
            entries: {
                id: string;
                at: string;
                by: string;
                by_name: string;
                /** @enum {unknown} */
                action: "caller_found" | "contact_read" | "api_key_issued" | "api_key_revoked" | "user_invited" | "user_changed" | "user_switched_off" | "user_switched_on" | "user_reset" | "user_codes_reset" | "rules_published" | "pack_published" | "pack_rolled_back" | "layer_imported" | "layers_withdrawn" | "cases_rerouted";
                /** @description What it was done to: a key, a person, a version, an import. */
                about: string;
                /** @description The case; empty where it was about none. */
                service_request_id: string;
                reason: string;
                /**
                 * @description `begun`: nobody knows how it ended.
                 * @enum {unknown}
                 */
                outcome: "begun" | "done" | "refused";
                details: {
                    [key: string]: string;
                };
            }[];
            /** @description `cursor` of the next page. */
            next: string | null;
        };
        /**
         * CalledBack
         * @description How the work order stands now, and whether this call had come before.
         */
        CalledBack: {
            service_request_id: string;
            work_order_id: string;
            /** @enum {unknown} */
            status: "open" | "assigned" | "scheduled" | "started" | "paused" | "completed" | "withdrawn";
            outcome: string | null;
            due_at: string | null;
            repeated: boolean;
        };
        /**
         * Caller
         * @description What the city knows of a caller; cases that this staff member may not read are not in it.
         */
        Caller: {
            /** @description Texts that the city has only in another language: by language, where they stand in this answer (JSON pointers). Left out when there are none. */
            other_languages?: {
                [key: string]: string[];
            };
            /** @description The newest first, ten at most. */
            cases: {
                service_request_id: string;
                service_code: string;
                service_name: string;
                status: string;
                status_text: string;
                address: string;
                /** Format: date-time */
                requested_at: string;
                /** Format: date-time */
                closed_at: string | null;
                estimate: {
                    /**
                     * Format: date-time
                     * @description Four of five such cases are done by then; with basis service_level, the city's target.
                     */
                    expected_at: string;
                    /**
                     * @description Learned from closed cases, or the city's target where those are too few.
                     * @enum {unknown}
                     */
                    basis: "closings" | "service_level";
                    /** @description The same in a sentence. */
                    text: string;
                    /**
                     * Format: date
                     * @description Half of such cases are done by the end of this local day.
                     */
                    p50_on: string | null;
                    /**
                     * Format: date
                     * @description Four of five are.
                     */
                    p80_on: string | null;
                    /**
                     * Format: date-time
                     * @description When the dates were changed since intake.
                     */
                    moved_at: string | null;
                    /**
                     * Format: date-time
                     * @description The city's target.
                     */
                    promised_at: string | null;
                } | null;
                outcome_text: string | null;
                /** @description Else they follow it or joined it. */
                is_reporter: boolean;
                is_open: boolean;
            }[];
            contact: null | {
                first_name: string;
                last_name: string;
                email: string;
                phone: string;
                language: string;
            };
        };
        /**
         * CheckedPack
         * @description What is wrong with a pack, and what it would change.
         */
        CheckedPack: {
            /** @description The version that it would replace. */
            version: string;
            problems: {
                file: string;
                line: number;
                problem: string;
                how_to_mend: string;
            }[];
            more_problems: number;
            notes: {
                file: string;
                line: number;
                problem: string;
                how_to_mend: string;
            }[];
            /** @description Types whose edited duplicate rules do not go with it. */
            dropped_rules: string[];
            changes: {
                /** @description types, processes, departments, texts and so on; articles.<language>. */
                part: string;
                code: string;
                name: string;
                /** @enum {unknown} */
                kind: "added" | "removed" | "changed";
                details: {
                    /** @description Where within the thing, such as sla.working_hours. */
                    path: string;
                    before: string;
                    after: string;
                }[];
                more_details: number;
            }[];
            more_changes: number;
        };
        /**
         * CityDifference
         * @description What one version changes of another.
         */
        CityDifference: {
            before: string;
            after: string;
            changes: {
                /** @description types, processes, departments, texts and so on; articles.<language>. */
                part: string;
                code: string;
                name: string;
                /** @enum {unknown} */
                kind: "added" | "removed" | "changed";
                details: {
                    /** @description Where within the thing, such as sla.working_hours. */
                    path: string;
                    before: string;
                    after: string;
                }[];
                more_details: number;
            }[];
            more_changes: number;
        };
        /**
         * CityVersions
         * @description The standing version, and who let which version stand, the newest first.
         */
        CityVersions: {
            standing: string;
            publications: {
                version: string;
                at: string;
                /** @enum {unknown} */
                way: "command" | "upload" | "rules" | "roll_back";
                by: string;
                by_name: string;
                previous: string;
            }[];
        };
        /**
         * ReporterContact
         * @description How the reporter can be reached; empty texts where nothing was left.
         */
        ReporterContact: {
            first_name: string;
            last_name: string;
            email: string;
            phone: string;
            language: string;
        };
        /**
         * CrewDay
         * @description A crew's stops of a day in a good order. Distances in metres as the crow flies; times are estimates.
         */
        CrewDay: {
            /** @description Texts that the city has only in another language: by language, where they stand in this answer (JSON pointers). Left out when there are none. */
            other_languages?: {
                [key: string]: string[];
            };
            crew: string;
            date: string;
            metres: number;
            /** @description How many more than a day holds. */
            left_out: number;
            note: string;
            stops: {
                work_order: Record<string, never>;
                lat: number;
                long: number;
                address: string;
                description: string;
                arrives_at: string | null;
                metres: number;
                appointment_at: string | null;
                misses_appointment: boolean;
            }[];
        };
        /**
         * DuplicateRules
         * @description The rules of a version and whose they are.
         */
        DuplicateRules: {
            version: string;
            previous: string | null;
            edited_by: string | null;
            edited_at: string | null;
            rules: {
                [key: string]: {
                    rule: string | Record<string, never>;
                    /** @enum {unknown} */
                    by: "admin" | "pack";
                };
            };
        };
        /**
         * FigureCases
         * @description Cases behind a figure. A page may be shorter than asked though more follow.
         */
        FigureCases: {
            /** @description Texts that the city has only in another language: by language, where they stand in this answer (JSON pointers). Left out when there are none. */
            other_languages?: {
                [key: string]: string[];
            };
            requests: {
                service_request_id: string;
                service_code: string;
                status: string;
                department: string | null;
                source: string;
                created_at: string | null;
                expected_at: string | null;
                closed_at: string | null;
                /** @description Local days from opening to closing, or to today. */
                age_days: number | null;
                /** @description Open, and the promise is over. */
                late: boolean;
                /** @description Whether the promise was kept; null while it is open and where there was none. */
                on_time: boolean | null;
                /** @description How often it is counted: each reopening and each flag is one. */
                times: number;
                flags: string[];
            }[];
            /** @description `cursor` of the next page. */
            next: string | null;
        };
        /**
         * FiledForCaller
         * @description What was filed; the link with the reporter's secret is not in it.
         */
        FiledForCaller: {
            /** @description Texts that the city has only in another language: by language, where they stand in this answer (JSON pointers). Left out when there are none. */
            other_languages?: {
                [key: string]: string[];
            };
            /** @description The tracking number, such as 7QX-4CM-2WF. */
            service_request_id: string;
            status: string;
            status_text: string;
            estimate: {
                /**
                 * Format: date-time
                 * @description Four of five such cases are done by then; with basis service_level, the city's target.
                 */
                expected_at: string;
                /**
                 * @description Learned from closed cases, or the city's target where those are too few.
                 * @enum {unknown}
                 */
                basis: "closings" | "service_level";
                /** @description The same in a sentence. */
                text: string;
                /**
                 * Format: date
                 * @description Half of such cases are done by the end of this local day.
                 */
                p50_on: string | null;
                /**
                 * Format: date
                 * @description Four of five are.
                 */
                p80_on: string | null;
                /**
                 * Format: date-time
                 * @description When the dates were changed since intake.
                 */
                moved_at: string | null;
                /**
                 * Format: date-time
                 * @description The city's target.
                 */
                promised_at: string | null;
            } | null;
            /** @description Numbers of open cases that are likely the same. */
            duplicates: string[];
            /** @description Numbers of such cases that were closed here lately: if one was not fixed, file with `reopens`. */
            closed_before: string[];
        };
        /**
         * FollowAsked
         * @description The same whether or not the address follows already.
         */
        FollowAsked: {
            /** @constant */
            status: "confirmation_sent";
        };
        /**
         * FollowerAnswered
         * @description What a mail's link did.
         */
        FollowerAnswered: {
            /** @enum {unknown} */
            status: "confirmed" | "left";
            service_request_id: string;
        };
        /**
         * ImportStarted
         * @description It runs; the report tells how it goes.
         */
        ImportStarted: {
            import_id: string;
            /** @description Marks the reports of what was started. */
            run: string;
            /** @constant */
            status: "running";
        };
        /** InformationCall */
        InformationCall: {
            topic: string;
            language: string;
            /** Format: date */
            day: string;
        };
        /**
         * InformationCalls
         * @description Calls that asked something and filed nothing, in a period; the greatest first, days in order.
         */
        InformationCalls: {
            /** @description Texts that the city has only in another language: by language, where they stand in this answer (JSON pointers). Left out when there are none. */
            other_languages?: {
                [key: string]: string[];
            };
            /** Format: date */
            from: string;
            /** Format: date */
            to: string;
            total: number;
            by_topic: {
                topic: string;
                /** @description Of the help article; null for other, and for one that is gone. */
                title: string | null;
                count: number;
            }[];
            by_language: {
                language: string;
                count: number;
            }[];
            by_day: {
                /** Format: date */
                day: string;
                count: number;
            }[];
        };
        /**
         * Joined
         * @description How many joined the request, or the one it was merged into.
         */
        Joined: {
            service_request_id: string;
            joined: number;
        };
        /**
         * LayerDifference
         * @description What an import changes, area by area.
         */
        LayerDifference: {
            layer: string;
            before: number | null;
            after: number;
            counts: {
                added: number;
                gone: number;
                redrawn: number;
                reworded: number;
                same: number;
            };
            areas: {
                id: string;
                name: string;
                /** @enum {unknown} */
                kind: "added" | "gone" | "redrawn" | "reworded";
                /** @description West, south, east, north of what changes. */
                bounds: number[];
                square_metres: {
                    before?: number;
                    after?: number;
                    /** @description That it gains or loses. */
                    moved?: number;
                };
                words: {
                    field: string;
                    before: string;
                    after: string;
                }[];
                outlines: {
                    /** @description Coordinates of a MultiPolygon, longitude first; simplified. */
                    before?: number[][][][];
                    /** @description Coordinates of a MultiPolygon, longitude first; simplified. */
                    after?: number[][][][];
                    /** @description Coordinates of a MultiPolygon, longitude first; simplified. */
                    moved?: number[][][][];
                };
            }[];
            /** @description Areas that change and are not told. */
            more: number;
            same: number[][][][][];
        };
        /**
         * LayerImport
         * @description How an import stands, and what was found. Times are epoch seconds.
         */
        LayerImport: {
            import_id: string;
            /** @description Of the start that it tells of. */
            run?: string;
            /** @enum {unknown} */
            status: "waiting" | "running" | "checked" | "published" | "withdrawn" | "refused" | "failed";
            layer?: string;
            features?: number;
            notes?: string[];
            repairs?: {
                layer: string;
                feature: string;
                what: string;
                area_change_m2: number;
            }[];
            findings?: {
                layer: string;
                /** @description overlap, sliver, gap, double, elsewhere or shift. */
                kind: string;
                what: string;
                features: string[];
                latitude: number;
                longitude: number;
                area_m2: number;
                serious: boolean;
            }[];
            problems?: {
                where: string;
                problem: string;
                mend: string;
            }[];
            difference?: {
                /** @description Areas of the version that stands; null for a new layer. */
                before: number | null;
                added: number;
                gone: number;
                redrawn: number;
                reworded: number;
                same: number;
            };
            impact?: {
                cells: number;
                changed: number;
                emptied: number;
                open_cases: number;
                other_answers: number;
                change_hands: number;
                outside: number;
                cases: {
                    case_id: string;
                    layers: {
                        layer: string;
                        before: string[];
                        after: string[];
                    }[];
                    handovers: {
                        work_order_id: string;
                        department_before: string;
                        crew_before: string;
                        department: string;
                        crew: string;
                    }[];
                }[];
            };
            published?: {
                /** @description When it takes effect. */
                generation: number;
                layers: number;
                features: number;
                cells: number;
                written: number;
                emptied: number;
                unchanged: number;
                notes: string[];
            };
            withdrawn?: number;
        };
        /**
         * LayerTicket
         * @description Where to send the file; no upload for a layer on a server.
         */
        LayerTicket: {
            import_id: string;
            upload?: {
                url: string;
                fields: {
                    [key: string]: string;
                };
            };
            /** @description What is taken at most. */
            most_bytes?: number;
        };
        /**
         * Me
         * @description Who is signed in.
         */
        Me: {
            subject: string;
            roles: string[];
            /** @description Codes of the departments they work for. */
            departments: string[];
            /** @description What colleagues read; empty when nobody gave one. */
            name: string;
            /** @description What the policy table lets them do. Each call is judged again. */
            may: {
                action: string;
                /** @description Where; null: everywhere. */
                departments: string[] | null;
                /** @description Also for private cases. */
                private: boolean;
            }[];
            /** @description All departments of the city, and the owners outside it. */
            city_departments: {
                code: string;
                name: string;
                /** @enum {string} */
                kind: "city" | "outside";
                crews: {
                    code: string;
                    name: string;
                }[];
            }[];
            /** @description Why work may wait, cannot be done, or goes to another department, as the city says it. */
            reasons: {
                pause: {
                    code: string;
                    name: string;
                }[];
                refusal: {
                    code: string;
                    name: string;
                    /** @description Outcomes of this status are meant. */
                    status: string;
                }[];
                transfer: {
                    code: string;
                    name: string;
                }[];
            };
            /** @description For how many days the city keeps where a crew took its steps; 0: not at all, so nothing is sent. */
            step_positions_days: number;
        };
        /**
         * Moved
         * @description How the request stands now.
         */
        Moved: {
            service_request_id: string;
            status: string;
        };
        /**
         * NewApiKey
         * @description A new key, told this once.
         */
        NewApiKey: {
            key_id: string;
            name: string;
            scopes: ("submit" | "update" | "read_private")[];
            per_hour: number;
            created_at: string;
            created_by: string;
            revoked_at: string | null;
            api_key: string;
        };
        /**
         * OverlayFound
         * @description What the public map layers say about a point.
         */
        OverlayFound: {
            /** @description Texts that the city has only in another language: by language, where they stand in this answer (JSON pointers). Left out when there are none. */
            other_languages?: {
                [key: string]: string[];
            };
            generation: number;
            overlay: {
                layer: string;
                layer_name: string;
                /** @description Since when (epoch seconds) the place has these answers. */
                generation: number;
                feature_id: string;
                name: string;
                attributes: {
                    [key: string]: string;
                };
                /** @enum {unknown} */
                position: "inside" | "boundary";
            }[];
        };
        /**
         * Overview
         * @description The supervisor's figures.
         */
        Overview: {
            /** @description Texts that the city has only in another language: by language, where they stand in this answer (JSON pointers). Left out when there are none. */
            other_languages?: {
                [key: string]: string[];
            };
            department: string | null;
            layer: string | null;
            area: string | null;
            service_codes: string[] | null;
            group: string | null;
            /** Format: date */
            from: string;
            /** Format: date */
            to: string;
            /** Format: date */
            today: string;
            /** @description What is open now; areas are those of the layer `by_layer`. */
            now: {
                open: number;
                late: number;
                median_age_days: number | null;
                p90_age_days: number | null;
                ages: {
                    from_days: number;
                    to_days: number | null;
                    open: number;
                    late: number;
                }[];
                by_layer: string | null;
                by_type: {
                    of: string;
                    open: number;
                    late: number;
                }[];
                by_source: {
                    of: string;
                    open: number;
                    late: number;
                }[];
                by_area: {
                    of: string;
                    open: number;
                    late: number;
                }[];
                /** @description `of` is empty for those that no department has. */
                by_department: {
                    of: string;
                    open: number;
                    late: number;
                }[];
            };
            opened_today: number;
            closed_today: number;
            period: {
                opened: number;
                /** @description Closings that stand; one that was undone by a reopening is not among them. */
                closed: number;
                /** @description Of those closed to which a date had been promised. */
                on_time: number;
                late: number;
                on_time_share: number | null;
                /** @description Reopenings. */
                reopened: number;
                median_age_days: number | null;
                p90_age_days: number | null;
                by_source: {
                    [key: string]: number;
                };
                by_outcome: {
                    [key: string]: number;
                };
                /** @description Reopenings among all closings, those that stand and those that were undone. */
                reopened_share: number | null;
                /** @description Of those opened in the period; null for an area. */
                cohort: null | {
                    /** @description Closed on time. */
                    kept: number;
                    /** @description Closed late, or open and late. */
                    broken: number;
                    share: number | null;
                };
                /** @description Flags raised in the period; null for an area. */
                flagged: null | {
                    [key: string]: number;
                };
            };
            /** @description The period of the same length before. */
            before: {
                /** Format: date */
                from: string;
                /** Format: date */
                to: string;
                opened: number;
                /** @description Closings that stand; one that was undone by a reopening is not among them. */
                closed: number;
                /** @description Of those closed to which a date had been promised. */
                on_time: number;
                late: number;
                on_time_share: number | null;
                /** @description Reopenings. */
                reopened: number;
                median_age_days: number | null;
                p90_age_days: number | null;
                by_source: {
                    [key: string]: number;
                };
                by_outcome: {
                    [key: string]: number;
                };
                /** @description Reopenings among all closings, those that stand and those that were undone. */
                reopened_share: number | null;
                /** @description Of those opened in the period; null for an area. */
                cohort: null | {
                    /** @description Closed on time. */
                    kept: number;
                    /** @description Closed late, or open and late. */
                    broken: number;
                    share: number | null;
                };
                /** @description Flags raised in the period; null for an area. */
                flagged: null | {
                    [key: string]: number;
                };
            };
            /** @enum {unknown} */
            step: "day" | "week";
            course: {
                /** Format: date */
                from: string;
                /** Format: date */
                to: string;
                opened: number;
                closed: number;
                median_age_days: number | null;
            }[];
            /** @description Layers by which cases are told. */
            layers: string[];
        };
        /**
         * OverviewAttention
         * @description What waits for a supervisor; null where one may not list it.
         */
        OverviewAttention: {
            /** @description Texts that the city has only in another language: by language, where they stand in this answer (JSON pointers). Left out when there are none. */
            other_languages?: {
                [key: string]: string[];
            };
            /** @description Of longer lists this is told. */
            most_counted: number;
            departments: {
                department: string;
                /** @description Work orders that are late, as told. */
                escalated: number | null;
                /** @description News to the department that did not arrive. */
                undelivered: number | null;
                /** @description Passed-on requests whose owner is to be asked by now. */
                owner_checks: number;
            }[];
        };
        /**
         * Presence
         * @description Who else is looking at a request.
         */
        Presence: {
            others: {
                /** @description Empty where the login has none. */
                name: string;
            }[];
            /** @description Of the request: another one than was seen means news. */
            version: number;
            /** @description When to say so again, in seconds. */
            again_in_s: number;
        };
        /**
         * PublishedCity
         * @description The version that stands now, and the one before.
         */
        PublishedCity: {
            version: string;
            previous: string;
        };
        /**
         * PublishedLayers
         * @description The map layers that stand, what is announced, and the imports that were started last.
         */
        PublishedLayers: {
            /** @description ISO 8601 in UTC. */
            active_from: string | null;
            /** @description The layer that bounds the city; empty for none. */
            bounded_by: string;
            layers: {
                layer: string;
                /** @description By language. */
                names: {
                    [key: string]: string;
                };
                features: number;
                /**
                 * @description Who answers on a border.
                 * @enum {unknown}
                 */
                border: "all" | "lowest_id" | "prefer";
                public: boolean;
                /** @description The same for the same content. */
                version: string;
                /** @description When this version came into force; null where nobody noted it. */
                since: string | null;
            }[];
            announced: {
                active_from: string;
                layers: {
                    layer: string;
                    /** @description By language. */
                    names: {
                        [key: string]: string;
                    };
                    features: number;
                    /**
                     * @description Who answers on a border.
                     * @enum {unknown}
                     */
                    border: "all" | "lowest_id" | "prefer";
                    public: boolean;
                    /** @description The same for the same content. */
                    version: string;
                    /** @description When this version came into force; null where nobody noted it. */
                    since: string | null;
                }[];
                removed: string[];
            }[];
            imports: {
                import_id: string;
                at: string;
                layer: string;
                /** @description The file's name, or the server's address. */
                source: string;
                /** @enum {unknown} */
                status: "waiting" | "running" | "checked" | "published" | "withdrawn" | "refused" | "failed";
                /** @description ISO 8601 in UTC. */
                active_from: string | null;
            }[];
        };
        /**
         * LayerRerouting
         * @description How open cases follow the layers of an import.
         */
        LayerRerouting: {
            import_id: string;
            /** @enum {unknown} */
            status: "running" | "checked" | "done" | "failed";
            dry_run: boolean;
            asked: number;
            changed: number;
            change_hands: number;
            outside: number;
            failed: number;
            cases: {
                case_id: string;
                layers: {
                    layer: string;
                    before: string[];
                    after: string[];
                }[];
                handovers: {
                    work_order_id: string;
                    department_before: string;
                    crew_before: string;
                    department: string;
                    crew: string;
                }[];
            }[];
            failures: {
                case_id: string;
                problem: string;
            }[];
        };
        /**
         * Service
         * @description One type with its questions, its stoppers, and whose it is when it is not the city's.
         */
        Service: {
            /** @description Texts that the city has only in another language: by language, where they stand in this answer (JSON pointers). Left out when there are none. */
            other_languages?: {
                [key: string]: string[];
            };
            service_code: string;
            service_name: string;
            description: string;
            group: {
                code: string;
                name: string;
            };
            keywords: string[];
            /** @enum {unknown} */
            privacy: "public" | "blurred" | "private";
            /** @enum {unknown} */
            photo: "none" | "optional" | "required";
            has_questions: boolean;
            sla: Record<string, never> | null;
            /** @description What whoever answers the telephone says or asks first; null where the city wrote nothing. */
            script: string | null;
            questions: {
                code: string;
                label: string;
                /** @enum {unknown} */
                type: "string" | "number" | "datetime" | "text" | "singlevaluelist" | "multivaluelist" | "notice";
                required: boolean;
                when: Record<string, never> | null;
                values: {
                    key: string;
                    name: string;
                }[];
            }[];
            stoppers: {
                when: Record<string, never>;
                message: string;
                phone: string | null;
            }[];
            redirect: null | {
                department: string;
                name: string;
                phone: string | null;
                url: string | null;
                message: string;
            };
        };
        /**
         * StaffRequest
         * @description Everything about a request but its contacts, which are a separate, audited read.
         */
        StaffRequest: {
            service_request_id: string;
            service_code: string;
            status: string;
            overlay: {
                layer: string;
                layer_name: string;
                /** @description Since when (epoch seconds) the place has these answers. */
                generation: number;
                feature_id: string;
                name: string;
                attributes: {
                    [key: string]: string;
                };
                /** @enum {unknown} */
                position: "inside" | "boundary";
            }[];
            version: number;
            sla: Record<string, never>;
            /** @enum {unknown} */
            privacy: "public" | "blurred" | "private";
            channel: string;
            asset_id: string | null;
            answers: Record<string, never>;
            life: number;
            /** @description The city's department that asks the outside owner how it stands, while one has it. */
            check_by: string | null;
            flags: string[];
            replies: Record<string, never>[];
            comments: Record<string, never>[];
            released: string[];
            merged: string[];
            /** @description What it was before staff set its place or type right, the oldest first. */
            earlier: {
                until: string;
                service_code: string;
                service_name: string;
                answers: Record<string, never>;
                lat: number;
                long: number;
                address: string;
            }[];
            more_photo_ids: string[];
            staff_photo_ids: string[];
            unchecked: boolean;
            work_orders: Record<string, never>[];
            history: {
                version: number;
                at: string;
                name: string;
                actor: string;
                data: Record<string, never>;
            }[];
        };
        /**
         * StepPositions
         * @description Where the crew stood when it took its steps with a work order, in their order; those that are still kept.
         */
        StepPositions: {
            positions: {
                /** @description Of the work order after the step. */
                version: number;
                /** @enum {unknown} */
                step: "start" | "complete" | "refuse";
                lat: number;
                long: number;
                accuracy_m: number;
            }[];
        };
        /**
         * TriedRules
         * @description What the rules would have joined and parted among public cases.
         */
        TriedRules: {
            types: string[];
            days: number;
            cases: number;
            /** @description false: only the newest were looked at. */
            all_cases: boolean;
            /** @description Cases that the standing rules would have joined to an earlier one. */
            before: number;
            after: number;
            /** @description Joined by the new rules only. */
            joined: number;
            parted: number;
            joined_examples: {
                service_request_id: string;
                service_code: string;
                earlier: string;
                earlier_service_code: string;
                distance_m: number;
                days: number;
            }[];
            parted_examples: {
                service_request_id: string;
                service_code: string;
                earlier: string;
                earlier_service_code: string;
                distance_m: number;
                days: number;
            }[];
            /** @description false: answers were compared for some of the cases only. */
            all_answers: boolean;
            /** @description Types whose places are kept coarse, so distances are rough. */
            blurred_types: string[];
        };
        /**
         * User
         * @description A person of the staff.
         */
        User: {
            user_id: string;
            /** @description How the history of cases names them. */
            subject: string;
            email: string;
            name: string;
            roles: ("agent" | "triage" | "dispatcher" | "crew" | "vendor" | "manager" | "admin")[];
            departments: string[];
            /** @enum {unknown} */
            state: "invited" | "active" | "reset" | "off";
            created_at: string;
            version: string;
        };
        /**
         * Users
         * @description Everybody of the staff.
         */
        Users: {
            users: {
                user_id: string;
                /** @description How the history of cases names them. */
                subject: string;
                email: string;
                name: string;
                roles: ("agent" | "triage" | "dispatcher" | "crew" | "vendor" | "manager" | "admin")[];
                departments: string[];
                /** @enum {unknown} */
                state: "invited" | "active" | "reset" | "off";
                created_at: string;
                version: string;
            }[];
        };
        /**
         * VendorOrder
         * @description How the work order stands now.
         */
        VendorOrder: {
            /** @description Texts that the city has only in another language: by language, where they stand in this answer (JSON pointers). Left out when there are none. */
            other_languages?: {
                [key: string]: string[];
            };
            service_request_id: string;
            work_order_id: string;
            /** @enum {unknown} */
            status: "open" | "assigned" | "scheduled" | "started" | "paused" | "completed" | "withdrawn";
            outcome: string | null;
            due_at: string | null;
        };
        /**
         * WorkLink
         * @description What a mailed link opens: the task, its place, what the pack shares, and how it may end.
         */
        WorkLink: {
            /** @description Texts that the city has only in another language: by language, where they stand in this answer (JSON pointers). Left out when there are none. */
            other_languages?: {
                [key: string]: string[];
            };
            service_request_id: string;
            work_order_id: string;
            /** @enum {unknown} */
            status: "open" | "assigned" | "scheduled" | "started" | "paused" | "completed" | "withdrawn";
            outcome: string | null;
            due_at: string | null;
            title: string;
            service_name: string;
            department_name: string;
            acknowledged: boolean;
            outcomes: {
                code: string;
                status: string;
                text: string;
                /** @enum {unknown} */
                photo: "required" | "optional";
                /** @enum {unknown} */
                sentence: "required" | "optional";
                reasons: string[];
            }[];
            /** @description The city's reasons with which this work can end, and the outcomes that each may mean. */
            refusals: {
                code: string;
                name: string;
                outcomes: string[];
            }[];
            counts: {
                quantities: {
                    code: string;
                    name: string;
                    unit: string;
                    required: boolean;
                    /** @description More than this is refused as a slip. */
                    most: number | null;
                }[];
                materials: {
                    code: string;
                    name: string;
                    unit: string;
                    required: boolean;
                    /** @description More than this is refused as a slip. */
                    most: number | null;
                }[];
            };
            location?: {
                lat: number;
                long: number;
            };
            address?: string;
            description?: string;
            answers?: Record<string, never>;
        };
        /** MeToo */
        MeToo: {
            /** @description A random id that the device keeps; it joins a request once. Without it the Idempotency-Key decides. */
            device?: string;
            /** @description Ids from POST /api/v1/photos. */
            photo_ids?: string[];
            /** Format: email */
            email?: string;
            language?: string;
        };
        /** ReopenRequest */
        ReopenRequest: {
            /** @description From the link in a follower's mail; reporters send X-Follow-Secret instead. */
            token?: string;
            /** @description What is not fixed. Read by staff only. */
            reason?: string;
            /**
             * Format: date-time
             * @description The closing that this is said of, as the request tells it: where it was opened again since, nothing happens.
             */
            closed_at?: string;
        };
        /** AnswerQuestion */
        AnswerQuestion: {
            answer: string;
            /** @description Ids from POST /api/v1/photos. */
            photo_ids?: string[];
        };
        /**
         * PublishDuplicateRules
         * @description New duplicate rules for some types, or those of an older version again.
         */
        PublishDuplicateRules: {
            /** @description The version that was read; another one by now is a 409. */
            version: string;
            /** @description Type to its rule as in the pack, `off`, or `pack` for what the pack says. */
            rules?: {
                [key: string]: string | Record<string, never>;
            };
            /** @description An older version, whose rules are published again. */
            rules_of?: string;
        };
        /**
         * Hotspots
         * @description Where far more is reported than usual.
         */
        Hotspots: {
            /** @description Texts that the city has only in another language: by language, where they stand in this answer (JSON pointers). Left out when there are none. */
            other_languages?: {
                [key: string]: string[];
            };
            window_hours: number;
            hotspots: {
                id: string;
                /** @description H3 cell of resolution 8. */
                cell: string;
                lat: number;
                long: number;
                /** @description The duplicate group or type; null for all kinds together. */
                kind: string | null;
                /** @description Names of the types of that kind; empty for all kinds together. */
                services: string[];
                since: string | null;
                /** @description Reports that a window there usually holds. */
                expected: number;
                count: number;
                service_request_ids: string[];
            }[];
        };
        /** AttachPhotos */
        AttachPhotos: {
            /** @description Ids from POST /api/v1/staff/photos. */
            photo_ids: string[];
        };
        /**
         * CasePhotos
         * @description All photos of a case; the addresses work for five minutes.
         */
        CasePhotos: {
            /** @description Texts that the city has only in another language: by language, where they stand in this answer (JSON pointers). Left out when there are none. */
            other_languages?: {
                [key: string]: string[];
            };
            service_request_id: string;
            photos: {
                photo_id: string;
                /** @enum {unknown} */
                state: "waiting" | "ready" | "refused";
                reason: string | null;
                reason_text: string | null;
                /** @enum {unknown} */
                of: "reporter" | "others" | "staff";
                released: boolean;
                width: number | null;
                height: number | null;
                url: string | null;
                thumbnail_url: string | null;
            }[];
        };
        /** PhotoTicket */
        PhotoTicket: {
            photo_id: string;
            /** @description Opens GET /api/v1/photos/{photo_id} (header X-Photo-Secret). */
            secret: string;
            /** @description A form: all fields first, then Content-Type (image/...), the file last, as `file`. */
            upload: {
                url: string;
                fields: {
                    [key: string]: string;
                };
            };
            most_bytes: number;
            /** @description How long the form can be posted. */
            expires_in_s: number;
        };
        /** Photo */
        Photo: {
            /** @description Texts that the city has only in another language: by language, where they stand in this answer (JSON pointers). Left out when there are none. */
            other_languages?: {
                [key: string]: string[];
            };
            photo_id: string;
            /** @enum {unknown} */
            state: "waiting" | "ready" | "refused";
            /** @enum {unknown} */
            reason: null | "empty" | "not_a_photo" | "heic" | "broken" | "too_large" | "too_many_pixels" | "too_complex" | "not_received";
            /** @description For people, in the language asked for. */
            reason_text: string | null;
        };
        /** IssueApiKey */
        IssueApiKey: {
            /** @description Who it is for; the channel of the reports that come with it. */
            name: string;
            scopes: ("submit" | "update" | "read_private")[];
            /** @description Reports and updates in an hour. */
            per_hour: number;
        };
        /**
         * PlacesFound
         * @description The nearest facilities of a category, nearest first.
         */
        PlacesFound: {
            /** @description Texts that the city has only in another language: by language, where they stand in this answer (JSON pointers). Left out when there are none. */
            other_languages?: {
                [key: string]: string[];
            };
            places: {
                /** @description Its id in its category. */
                id: string;
                name: string;
                category: string;
                /** @description The category in the reader's language. */
                category_name: string;
                /** @description Degrees north of its position that is nearest to where you asked. */
                lat: number;
                /** @description Degrees east. */
                long: number;
                /** @description Metres, the nearest first; 0 within an area. */
                distance_m: number;
                address: string | null;
                phone: string | null;
                url: string | null;
                /** @description Opening hours in the city's words. */
                hours: string | null;
                /** @description null when it cannot be known, such as on a holiday that the hours say nothing of. */
                open_now: boolean | null;
                /** @description ISO 8601, UTC; while it is open. */
                open_until: string | null;
                /** @description ISO 8601, UTC; while it is closed. */
                opens_at: string | null;
            }[];
        };
        /**
         * AssetsFound
         * @description The assets beneath and beside a point, nearest first.
         */
        AssetsFound: {
            /** @description Texts that the city has only in another language: by language, where they stand in this answer (JSON pointers). Left out when there are none. */
            other_languages?: {
                [key: string]: string[];
            };
            assets: {
                /** @description Its id in its category. */
                id: string;
                name: string;
                category: string;
                /** @description The category in the reader's language. */
                category_name: string;
                /** @description Degrees north of its position that is nearest to where you asked. */
                lat: number;
                /** @description Degrees east. */
                long: number;
                /** @description Metres, the nearest first; 0 within an area. */
                distance_m: number;
                /** @description Send it with a report that is about this asset. */
                asset_id: string;
                attributes: {
                    [key: string]: string;
                };
                /** @description GeoJSON; of a long line, the piece that is nearest. */
                geometry: Record<string, never>;
            }[];
            /** @description What the public map layers say about the ground, such as who owns the road. */
            ground: Record<string, never>[];
        };
        /**
         * MyCity
         * @description What the city is and does at one address.
         */
        MyCity: {
            /** @description Texts that the city has only in another language: by language, where they stand in this answer (JSON pointers). Left out when there are none. */
            other_languages?: {
                [key: string]: string[];
            };
            districts: {
                layer: string;
                /** @description What kind of district, in the reader's language. */
                name: string;
                feature_id: string;
                feature_name: string;
                /** @enum {unknown} */
                position: "inside" | "boundary";
                facts: {
                    code: string;
                    name: string;
                    value: string;
                }[];
            }[];
            dates: {
                code: string;
                name: string;
                /** @description The zone, such as Sweeping zone 7. */
                zone: string | null;
                /** @description The next days in the city's time zone, today included; holidays are reckoned with. */
                next_dates: string[];
            }[];
            /** @description The nearest of each kind. */
            facilities: {
                /** @description Its id in its category. */
                id: string;
                name: string;
                category: string;
                /** @description The category in the reader's language. */
                category_name: string;
                /** @description Degrees north of its position that is nearest to where you asked. */
                lat: number;
                /** @description Degrees east. */
                long: number;
                /** @description Metres, the nearest first; 0 within an area. */
                distance_m: number;
                address: string | null;
                phone: string | null;
                url: string | null;
                /** @description Opening hours in the city's words. */
                hours: string | null;
                /** @description null when it cannot be known, such as on a holiday that the hours say nothing of. */
                open_now: boolean | null;
                /** @description ISO 8601, UTC; while it is open. */
                open_until: string | null;
                /** @description ISO 8601, UTC; while it is closed. */
                opens_at: string | null;
            }[];
        };
        /**
         * Changes
         * @description A page of the change feed: what happened to public cases, in the order of publication.
         */
        Changes: {
            /** @description Texts that the city has only in another language: by language, where they stand in this answer (JSON pointers). Left out when there are none. */
            other_languages?: {
                [key: string]: string[];
            };
            /** @description Send this as `after`; empty while nothing was ever told. */
            next: string;
            /** @description Whether the page is full, so that there may be more at once. */
            more: boolean;
            changes: {
                /** @description Grows by one with each change. */
                position: number;
                service_request_id: string;
                /** @description Grows with each change of one case. */
                version: number;
                event: string;
                /** @description The public status after this event. */
                status: string;
                service_code: string;
                /** @description Of the public point: coarse where the type blurs its places. */
                lat: number;
                long: number;
                occurred_at: string;
                /** @description Never goes back as positions grow. */
                published_at: string;
                /** @description What was released or withdrawn. */
                parts: string[];
                /** @description The sentence of the timeline; empty for releases and withdrawals. */
                text: string;
            }[];
        };
        /**
         * DuplicatesFound
         * @description Cases that may be the same, nearest first: open ones, and those closed here a short while ago.
         */
        DuplicatesFound: {
            /** @description Texts that the city has only in another language: by language, where they stand in this answer (JSON pointers). Left out when there are none. */
            other_languages?: {
                [key: string]: string[];
            };
            duplicates: {
                service_request_id: string;
                service_name: string;
                /** @enum {unknown} */
                status: "received" | "confirmed" | "scheduled" | "under_way" | "waiting" | "passed_on" | "done" | "could_not_be_done" | "not_ours" | "duplicate" | "reopened";
                status_text: string;
                lat: number;
                long: number;
                /** @description From the point asked for; null where the exact place is not public. */
                distance_m: number | null;
                /** @description The block that it lies on, reckoned from the place. */
                street: string | null;
                /** @description What the reporter typed, once staff have released it; else empty. */
                address: string;
                /** @description The reporter's words, once staff have released them. */
                description: string | null;
                /** @description The first released photo, large and small. */
                photo: {
                    url: string;
                    thumbnail_url: string;
                } | null;
                /** Format: date-time */
                requested_at: string;
                followers: number;
                /** @description How many more have the same matter: me too, and merged. */
                joined: number;
                estimate: {
                    /**
                     * Format: date-time
                     * @description Four of five such cases are done by then; with basis service_level, the city's target.
                     */
                    expected_at: string;
                    /**
                     * @description Learned from closed cases, or the city's target where those are too few.
                     * @enum {unknown}
                     */
                    basis: "closings" | "service_level";
                    /** @description The same in a sentence. */
                    text: string;
                    /**
                     * Format: date
                     * @description Half of such cases are done by the end of this local day.
                     */
                    p50_on: string | null;
                    /**
                     * Format: date
                     * @description Four of five are.
                     */
                    p80_on: string | null;
                    /**
                     * Format: date-time
                     * @description When the dates were changed since intake.
                     */
                    moved_at: string | null;
                    /**
                     * Format: date-time
                     * @description The city's target.
                     */
                    promised_at: string | null;
                } | null;
            }[];
            /** @description Not fixed? File with `reopens`. */
            closed_before: {
                service_request_id: string;
                service_name: string;
                /** @enum {unknown} */
                status: "received" | "confirmed" | "scheduled" | "under_way" | "waiting" | "passed_on" | "done" | "could_not_be_done" | "not_ours" | "duplicate" | "reopened";
                status_text: string;
                lat: number;
                long: number;
                /** @description From the point asked for; null where the exact place is not public. */
                distance_m: number | null;
                /** @description The block that it lies on, reckoned from the place. */
                street: string | null;
                /** @description What the reporter typed, once staff have released it; else empty. */
                address: string;
                /** @description The reporter's words, once staff have released them. */
                description: string | null;
                /** @description The first released photo, large and small. */
                photo: {
                    url: string;
                    thumbnail_url: string;
                } | null;
                /** Format: date-time */
                requested_at: string;
                followers: number;
                /** @description How many more have the same matter: me too, and merged. */
                joined: number;
                estimate: {
                    /**
                     * Format: date-time
                     * @description Four of five such cases are done by then; with basis service_level, the city's target.
                     */
                    expected_at: string;
                    /**
                     * @description Learned from closed cases, or the city's target where those are too few.
                     * @enum {unknown}
                     */
                    basis: "closings" | "service_level";
                    /** @description The same in a sentence. */
                    text: string;
                    /**
                     * Format: date
                     * @description Half of such cases are done by the end of this local day.
                     */
                    p50_on: string | null;
                    /**
                     * Format: date
                     * @description Four of five are.
                     */
                    p80_on: string | null;
                    /**
                     * Format: date-time
                     * @description When the dates were changed since intake.
                     */
                    moved_at: string | null;
                    /**
                     * Format: date-time
                     * @description The city's target.
                     */
                    promised_at: string | null;
                } | null;
                /** Format: date-time */
                closed_at: string;
                /** @description Whole days. */
                closed_days_ago: number;
                /** @description How it ended. */
                outcome_text: string | null;
            }[];
        };
        /** AddressesFound */
        AddressesFound: {
            /**
             * @description Of the first match; ambiguous: the resident must choose.
             * @enum {unknown}
             */
            verdict: "valid" | "no_such_number" | "no_such_block" | "no_such_corner" | "street" | "ambiguous" | "outside_city" | "not_found";
            /** @description The best first. For a pin: the nearest address, then the nearest corner. */
            matches: {
                /** @enum {unknown} */
                kind: "address" | "block" | "street" | "corner" | "place";
                /** @enum {unknown} */
                verdict: "valid" | "no_such_number" | "no_such_block" | "no_such_corner" | "street";
                /** @description To show, and to send as the address of a report. */
                label: string;
                /** @description Null when the street is known but not where it lies. */
                lat: number | null;
                long: number | null;
                inside_city: boolean;
                /** @description Of a place: its address. */
                street: string | null;
                number: number | null;
                /** @description The apartment, suite or floor that was asked for. */
                unit: string | null;
                postcode: string | null;
                /** @description Of a place, such as library. */
                category: string | null;
                block: {
                    /** @description Such as 600 block of W Main Street. */
                    label: string;
                    /** @description The cross streets at its ends. */
                    between: string[];
                } | null;
                /** @description From lat and long of the query, in metres. */
                distance_m: number | null;
            }[];
            /** @description Who to ask about a place outside the city. */
            outside: {
                name: string;
                phone: string | null;
                url: string | null;
            }[];
        };
        /** ExploredFigures */
        ExploredFigures: {
            /** @description Texts that the city has only in another language: by language, where they stand in this answer (JSON pointers). Left out when there are none. */
            other_languages?: {
                [key: string]: string[];
            };
            layer: string | null;
            layer_name: string | null;
            area: string | null;
            service_code: string | null;
            group: string | null;
            /** Format: date */
            from: string;
            /** Format: date */
            to: string;
            /**
             * @description How `course` is divided; months where the type is protected. Null when no course was asked for.
             * @enum {unknown}
             */
            step: "day" | "week" | "month" | null;
            /** @description Of the area, else of the city. */
            figures: {
                opened: number;
                closed: number;
                /** @description Of those closed to which a date had been promised. */
                on_time: number;
                late: number;
                on_time_share: number | null;
                reopened: number;
                median_age_days: number | null;
                p90_age_days: number | null;
                by_source: {
                    [key: string]: number;
                };
                by_outcome: {
                    [key: string]: number;
                };
                /** @description Months with so few cases of a protected type that they are not told; they are in no sum. */
                hidden_months: number;
                months: {
                    month: string;
                    opened: number;
                    closed: number;
                    /** @description Of those closed to which a date had been promised. */
                    on_time: number;
                    late: number;
                    on_time_share: number | null;
                    reopened: number;
                    median_age_days: number | null;
                    p90_age_days: number | null;
                    by_source: {
                        [key: string]: number;
                    };
                    by_outcome: {
                        [key: string]: number;
                    };
                }[];
                /** @description How long what was closed had taken, in whole days; empty for protected types. */
                ages: {
                    from_days: number;
                    /** @description Null: without end. */
                    to_days: number | null;
                    closed: number;
                }[];
                /** @description Every step of the period, the earliest first; weeks begin with the period. Of a protected type only its whole months. */
                course: {
                    /** Format: date */
                    from: string;
                    /** Format: date */
                    to: string;
                    /** @description Null: so few of a protected type that it is not told. */
                    opened: number | null;
                    /** @description Null: so few of a protected type that it is not told. */
                    closed: number | null;
                    median_age_days: number | null;
                }[];
            };
            /** @description Of the whole city. */
            city: {
                opened: number;
                closed: number;
                /** @description Of those closed to which a date had been promised. */
                on_time: number;
                late: number;
                on_time_share: number | null;
                reopened: number;
                median_age_days: number | null;
                p90_age_days: number | null;
                by_source: {
                    [key: string]: number;
                };
                by_outcome: {
                    [key: string]: number;
                };
                /** @description Months with so few cases of a protected type that they are not told; they are in no sum. */
                hidden_months: number;
                months: {
                    month: string;
                    opened: number;
                    closed: number;
                    /** @description Of those closed to which a date had been promised. */
                    on_time: number;
                    late: number;
                    on_time_share: number | null;
                    reopened: number;
                    median_age_days: number | null;
                    p90_age_days: number | null;
                    by_source: {
                        [key: string]: number;
                    };
                    by_outcome: {
                        [key: string]: number;
                    };
                }[];
                /** @description How long what was closed had taken, in whole days; empty for protected types. */
                ages: {
                    from_days: number;
                    /** @description Null: without end. */
                    to_days: number | null;
                    closed: number;
                }[];
                /** @description Every step of the period, the earliest first; weeks begin with the period. Of a protected type only its whole months. */
                course: {
                    /** Format: date */
                    from: string;
                    /** Format: date */
                    to: string;
                    /** @description Null: so few of a protected type that it is not told. */
                    opened: number | null;
                    /** @description Null: so few of a protected type that it is not told. */
                    closed: number | null;
                    median_age_days: number | null;
                }[];
            };
            /** @description Each public type, the most reported first. Null where one type was asked for, and where the whole city is too much to read: ask for a group or fewer days. */
            by_type: {
                service_code: string;
                opened: number;
                closed: number;
                /** @description Of those closed to which a date had been promised. */
                on_time: number;
                late: number;
                on_time_share: number | null;
                reopened: number;
                median_age_days: number | null;
                p90_age_days: number | null;
                /** @description The same of the whole city; null where that is too much to read. */
                city: {
                    opened: number;
                    closed: number;
                    /** @description Of those closed to which a date had been promised. */
                    on_time: number;
                    late: number;
                    on_time_share: number | null;
                    reopened: number;
                    median_age_days: number | null;
                    p90_age_days: number | null;
                } | null;
            }[] | null;
        };
        /**
         * ExploredLayers
         * @description The map layers whose areas GET /api/v1/explore has figures of, in the city's order.
         */
        ExploredLayers: {
            /** @description Texts that the city has only in another language: by language, where they stand in this answer (JSON pointers). Left out when there are none. */
            other_languages?: {
                [key: string]: string[];
            };
            layers: {
                layer: string;
                layer_name: string;
            }[];
        };
        /** ExploredEstimates */
        ExploredEstimates: {
            /** @description Texts that the city has only in another language: by language, where they stand in this answer (JSON pointers). Left out when there are none. */
            other_languages?: {
                [key: string]: string[];
            };
            service_code: string | null;
            /** Format: date */
            from: string;
            /** Format: date */
            to: string;
            /** @description Of one type: what dates that are told now rest on. Null without a type, and before the first night. */
            learned: {
                /** Format: date */
                on: string;
                /**
                 * @description The service level is told where there are too few closings.
                 * @enum {unknown}
                 */
                basis: "closings" | "service_level";
                closings: number;
                /** @description Days of the week on which such cases are closed. */
                weekdays: ("mon" | "tue" | "wed" | "thu" | "fri" | "sat" | "sun")[];
                /** @description The share that is asked of the past closings so that half of the dates come true; 0.5 until earlier dates have moved it. */
                asked_p50: number;
                asked_p80: number;
            } | null;
            levels: {
                /** @enum {unknown} */
                level: 0.5 | 0.8;
                /** @description Cases whose date has come. */
                due: number;
                closed_before: number;
                closed_on_the_day: number;
                /** @description Closed in time; on the very day counts half. */
                share: number | null;
            }[];
            /** @description Each type of which dates fell due; null unless asked for by type. */
            types: {
                service_code: string;
                levels: {
                    /** @enum {unknown} */
                    level: 0.5 | 0.8;
                    /** @description Cases whose date has come. */
                    due: number;
                    closed_before: number;
                    closed_on_the_day: number;
                    /** @description Closed in time; on the very day counts half. */
                    share: number | null;
                }[];
            }[] | null;
        };
        /** StaffFigures */
        StaffFigures: {
            /** @description Texts that the city has only in another language: by language, where they stand in this answer (JSON pointers). Left out when there are none. */
            other_languages?: {
                [key: string]: string[];
            };
            department: string | null;
            layer: string | null;
            area: string | null;
            service_code: string | null;
            /** Format: date */
            from: string;
            /** Format: date */
            to: string;
            /** @description Sums. */
            figures: {
                opened: number;
                closed: number;
                /** @description Of those closed to which a date had been promised. */
                on_time: number;
                late: number;
                on_time_share: number | null;
                reopened: number;
                median_age_days: number | null;
                p90_age_days: number | null;
                by_source: {
                    [key: string]: number;
                };
                by_outcome: {
                    [key: string]: number;
                };
                /** @description Months with so few cases of a protected type that they are not told; they are in no sum. */
                hidden_months: number;
                months: {
                    month: string;
                    opened: number;
                    closed: number;
                    /** @description Of those closed to which a date had been promised. */
                    on_time: number;
                    late: number;
                    on_time_share: number | null;
                    reopened: number;
                    median_age_days: number | null;
                    p90_age_days: number | null;
                    by_source: {
                        [key: string]: number;
                    };
                    by_outcome: {
                        [key: string]: number;
                    };
                }[];
            };
            by_type: {
                service_code: string;
                opened: number;
                closed: number;
                /** @description Of those closed to which a date had been promised. */
                on_time: number;
                late: number;
                on_time_share: number | null;
                reopened: number;
                median_age_days: number | null;
                p90_age_days: number | null;
                by_source: {
                    [key: string]: number;
                };
                by_outcome: {
                    [key: string]: number;
                };
            }[];
        };
        /** Error */
        Error: {
            /** @description Stable, for programs. */
            code: string;
            /** @description For people. */
            message: string;
            problems: {
                field: string;
                problem: string;
                how_to_mend: string;
            }[];
        };
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    city: {
        parameters: {
            query?: {
                /** @description A language of the city; else Accept-Language decides. */
                lang?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["City"];
                };
            };
            /** @description Too many; later again. */
            429: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description What to mend. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Try again. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    services: {
        parameters: {
            query?: {
                /** @description A language of the city; else Accept-Language decides. */
                lang?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Services"];
                };
            };
            /** @description Too many; later again. */
            429: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description What to mend. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Try again. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    service: {
        parameters: {
            query?: {
                /** @description A language of the city; else Accept-Language decides. */
                lang?: string;
            };
            header?: never;
            path: {
                /** @description Code. */
                service_code: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Service"];
                };
            };
            /** @description Too many; later again. */
            429: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description What to mend. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Try again. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    read_knowledge: {
        parameters: {
            query?: {
                /** @description A language of the city; else Accept-Language decides. */
                lang?: string;
            };
            header?: {
                /** @description Tags of answers that you have. */
                "If-None-Match"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    /** @description Of this very answer. */
                    ETag: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Knowledge"];
                };
            };
            /** @description You have it already. */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Too many; later again. */
            429: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description What to mend. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Try again. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    overlay: {
        parameters: {
            query: {
                /** @description Degrees north. */
                lat: number;
                /** @description Degrees east. */
                long: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OverlayFound"];
                };
            };
            /** @description Too many; later again. */
            429: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description What to mend. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Try again. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    find_duplicates: {
        parameters: {
            query: {
                /** @description Type. */
                service_code: string;
                /** @description Degrees north. */
                lat: number;
                /** @description Degrees east. */
                long: number;
                /** @description The asset it is about, from /assets/near. */
                asset_id?: string;
                /** @description A language of the city; else Accept-Language decides. */
                lang?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DuplicatesFound"];
                };
            };
            /** @description Too many; later again. */
            429: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description What to mend. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Try again. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    find_address: {
        parameters: {
            query: {
                /** @description What was typed; at most 200 characters. */
                q: string;
                /** @description 1 to 20; 5 unless given. */
                limit?: number;
                /** @description With long: of equals the nearer comes first. */
                lat?: number;
                /** @description Degrees east. */
                long?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AddressesFound"];
                };
            };
            /** @description Too many; later again. */
            429: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description What to mend. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Try again. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    nearest_address: {
        parameters: {
            query: {
                /** @description Degrees north. */
                lat: number;
                /** @description Degrees east. */
                long: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AddressesFound"];
                };
            };
            /** @description Too many; later again. */
            429: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description What to mend. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Try again. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    find_places: {
        parameters: {
            query: {
                /** @description Degrees north. */
                lat: number;
                /** @description Degrees east. */
                long: number;
                /** @description Such as library. */
                category: string;
                /** @description 1 to 50; 5 unless given. */
                limit?: number;
                /** @description A language of the city; else Accept-Language decides. */
                lang?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlacesFound"];
                };
            };
            /** @description Too many; later again. */
            429: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description What to mend. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Try again. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    find_assets: {
        parameters: {
            query: {
                /** @description Degrees north. */
                lat: number;
                /** @description Degrees east. */
                long: number;
                /** @description Such as street_light; all unless given. */
                category?: string;
                /** @description Metres, 1 to 2000; 150 unless given. */
                radius?: number;
                /** @description 1 to 50; 5 unless given. */
                limit?: number;
                /** @description A language of the city; else Accept-Language decides. */
                lang?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AssetsFound"];
                };
            };
            /** @description Too many; later again. */
            429: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description What to mend. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Try again. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    my_city: {
        parameters: {
            query: {
                /** @description Degrees north. */
                lat: number;
                /** @description Degrees east. */
                long: number;
                /** @description A language of the city; else Accept-Language decides. */
                lang?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MyCity"];
                };
            };
            /** @description Too many; later again. */
            429: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description What to mend. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Try again. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    submit_request: {
        parameters: {
            query?: {
                /** @description A language of the city; else Accept-Language decides. */
                lang?: string;
            };
            header?: {
                /** @description Made with the draft, such as a UUID; a retry files nothing twice. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SubmitRequest"];
            };
        };
        responses: {
            /** @description Done. */
            201: {
                headers: {
                    /** @description Where it can be read. */
                    Location: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Submitted"];
                };
            };
            /** @description Too many; later again. */
            429: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description What to mend. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Try again. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    read_changes: {
        parameters: {
            query?: {
                /** @description `next` of the last answer, or latest. */
                after?: string;
                /** @description 1 to 1000; 100 unless given. */
                limit?: number;
                /** @description A language of the city; else Accept-Language decides. */
                lang?: string;
            };
            header?: {
                /** @description Tags of answers that you have. */
                "If-None-Match"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    /** @description Of this very answer. */
                    ETag: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Changes"];
                };
            };
            /** @description You have it already. */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Too many; later again. */
            429: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description What to mend. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Try again. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    read_request: {
        parameters: {
            query?: {
                /** @description A language of the city; else Accept-Language decides. */
                lang?: string;
            };
            header?: {
                /** @description The secret from follow_url; opens a private case to its reporter. */
                "X-Follow-Secret"?: string;
            };
            path: {
                /** @description The tracking number; case, spaces and hyphens do not matter. */
                service_request_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ServiceRequest"];
                };
            };
            /** @description Too many; later again. */
            429: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description What to mend. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Try again. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    follow_request: {
        parameters: {
            query?: never;
            header?: {
                /** @description The secret from follow_url; opens a private case to its reporter. */
                "X-Follow-Secret"?: string;
                /** @description Made with the draft, such as a UUID; a retry files nothing twice. */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @description The tracking number; case, spaces and hyphens do not matter. */
                service_request_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["FollowRequest"];
            };
        };
        responses: {
            /** @description Done. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FollowAsked"];
                };
            };
            /** @description Too many; later again. */
            429: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description What to mend. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Try again. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    join_request: {
        parameters: {
            query?: {
                /** @description A language of the city; else Accept-Language decides. */
                lang?: string;
            };
            header?: {
                /** @description The secret from follow_url; opens a private case to its reporter. */
                "X-Follow-Secret"?: string;
                /** @description Made with the draft, such as a UUID; a retry files nothing twice. */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @description The tracking number; case, spaces and hyphens do not matter. */
                service_request_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["MeToo"];
            };
        };
        responses: {
            /** @description Done. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Joined"];
                };
            };
            /** @description Too many; later again. */
            429: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description What to mend. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Try again. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    reopen_request: {
        parameters: {
            query?: never;
            header?: {
                /** @description The secret from follow_url; opens a private case to its reporter. */
                "X-Follow-Secret"?: string;
            };
            path: {
                /** @description The tracking number; case, spaces and hyphens do not matter. */
                service_request_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ReopenRequest"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Moved"];
                };
            };
            /** @description Too many; later again. */
            429: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description What to mend. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Try again. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    answer_question: {
        parameters: {
            query?: never;
            header?: {
                /** @description The secret from follow_url; opens a private case to its reporter. */
                "X-Follow-Secret"?: string;
            };
            path: {
                /** @description The tracking number; case, spaces and hyphens do not matter. */
                service_request_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AnswerQuestion"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Moved"];
                };
            };
            /** @description Too many; later again. */
            429: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description What to mend. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Try again. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    confirm_follower: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["FollowerToken"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FollowerAnswered"];
                };
            };
            /** @description Too many; later again. */
            429: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description What to mend. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Try again. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    leave_request: {
        parameters: {
            query?: {
                /** @description From the mail. */
                token?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FollowerAnswered"];
                };
            };
            /** @description Too many; later again. */
            429: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description What to mend. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Try again. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    ask_photo_ticket: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PhotoTicket"];
                };
            };
            /** @description Too many; later again. */
            429: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description What to mend. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Try again. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    read_photo: {
        parameters: {
            query?: {
                /** @description A language of the city; else Accept-Language decides. */
                lang?: string;
            };
            header?: {
                /** @description The secret of the ticket. */
                "X-Photo-Secret"?: string;
            };
            path: {
                /** @description From the ticket. */
                photo_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Photo"];
                };
            };
            /** @description Too many; later again. */
            429: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description What to mend. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Try again. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    ask_photo_ticket_as_staff: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PhotoTicket"];
                };
            };
            /** @description Too many; later again. */
            429: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description What to mend. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Try again. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    view_photos: {
        parameters: {
            query?: {
                /** @description A language of the city; else Accept-Language decides. */
                lang?: string;
            };
            header?: never;
            path: {
                /** @description The tracking number; case, spaces and hyphens do not matter. */
                service_request_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CasePhotos"];
                };
            };
            /** @description Too many; later again. */
            429: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description What to mend. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Try again. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    attach_photos: {
        parameters: {
            query?: {
                /** @description A language of the city; else Accept-Language decides. */
                lang?: string;
            };
            header?: never;
            path: {
                /** @description The tracking number; case, spaces and hyphens do not matter. */
                service_request_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AttachPhotos"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StaffRequest"];
                };
            };
            /** @description Too many; later again. */
            429: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description What to mend. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Try again. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    explore: {
        parameters: {
            query?: {
                /** @description A map layer; with area. */
                layer?: string;
                /** @description The id of one of its areas; the whole city unless given. */
                area?: string;
                /** @description Type; all unless given. */
                service_code?: string;
                /** @description First day, such as 2026-11-01; 90 days unless given. */
                from?: string;
                /** @description Last day; today unless given. At most 731 days. */
                to?: string;
                /** @description All public types of a group; in place of a type. */
                group?: string;
                /** @description Also the course by day, week or month. */
                step?: string;
                /** @description A language of the city; else Accept-Language decides. */
                lang?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ExploredFigures"];
                };
            };
            /** @description Too many; later again. */
            429: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description What to mend. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Try again. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    explore_layers: {
        parameters: {
            query?: {
                /** @description A language of the city; else Accept-Language decides. */
                lang?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ExploredLayers"];
                };
            };
            /** @description Too many; later again. */
            429: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description What to mend. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Try again. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    explore_estimates: {
        parameters: {
            query?: {
                /** @description Type; all unless given. */
                service_code?: string;
                /** @description type: also each type by itself. */
                by?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ExploredEstimates"];
                };
            };
            /** @description Too many; later again. */
            429: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description What to mend. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Try again. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    openapi: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": Record<string, never>;
                };
            };
            /** @description Too many; later again. */
            429: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description What to mend. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Try again. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    answer_by_call: {
        parameters: {
            query?: never;
            header?: {
                /** @description The sender's id of this call; a repetition carries the same. */
                "webhook-id"?: string;
                /** @description Epoch seconds, at most five minutes off. */
                "webhook-timestamp"?: string;
                /** @description v1,<base64 of HMAC-SHA256 of id.timestamp.body> */
                "webhook-signature"?: string;
            };
            path: {
                /** @description The department that answers. */
                department: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["WorkOrderCallback"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CalledBack"];
                };
            };
            /** @description Too many; later again. */
            429: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description What to mend. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Try again. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    read_work_link: {
        parameters: {
            query?: {
                /** @description A language of the city; else Accept-Language decides. */
                lang?: string;
            };
            header?: {
                /** @description From the mail. */
                "X-Work-Order-Token"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WorkLink"];
                };
            };
            /** @description Too many; later again. */
            429: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description What to mend. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Try again. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    answer_by_link: {
        parameters: {
            query?: {
                /** @description A language of the city; else Accept-Language decides. */
                lang?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["WorkLinkAnswer"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["VendorOrder"];
                };
            };
            /** @description Too many; later again. */
            429: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description What to mend. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Try again. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    list_deliveries: {
        parameters: {
            query: {
                /** @description Department code. */
                department: string;
                /** @description department (unless given) or officers. */
                to?: string;
                /** @description undelivered (unless given), pending, delivered, acknowledged. */
                state?: string;
                /** @description 1 to 200. */
                limit?: number;
                /** @description `next` of the last page. */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        deliveries: components["schemas"]["Delivery"][];
                        /** @description Texts that the city has only in another language: by language, where they stand in this answer (JSON pointers). Left out when there are none. */
                        other_languages?: {
                            [key: string]: string[];
                        };
                        /** @description `cursor` of the next page. */
                        next: string | null;
                    };
                };
            };
            /** @description Too many; later again. */
            429: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description What to mend. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Try again. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    redrive_delivery: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description From the list. */
                delivery_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Delivery"];
                };
            };
            /** @description Too many; later again. */
            429: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description What to mend. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Try again. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    me: {
        parameters: {
            query?: {
                /** @description A language of the city; else Accept-Language decides. */
                lang?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Me"];
                };
            };
            /** @description Too many; later again. */
            429: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description What to mend. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Try again. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    read_duplicate_rules: {
        parameters: {
            query?: {
                /** @description An older one; the standing one unless given. */
                version?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DuplicateRules"];
                };
            };
            /** @description Too many; later again. */
            429: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description What to mend. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Try again. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    publish_duplicate_rules: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PublishDuplicateRules"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DuplicateRules"];
                };
            };
            /** @description Too many; later again. */
            429: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description What to mend. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Try again. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    list_hotspots: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Hotspots"];
                };
            };
            /** @description Too many; later again. */
            429: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description What to mend. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Try again. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    staff_figures: {
        parameters: {
            query?: {
                /** @description Department code. */
                department?: string;
                /** @description A map layer; with area. */
                layer?: string;
                /** @description The id of one of its areas; the whole city unless given. */
                area?: string;
                /** @description Type; all unless given. */
                service_code?: string;
                /** @description First day, such as 2026-11-01; 90 days unless given. */
                from?: string;
                /** @description Last day; today unless given. At most 731 days. */
                to?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StaffFigures"];
                };
            };
            /** @description Too many; later again. */
            429: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description What to mend. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Try again. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    list_layers: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PublishedLayers"];
                };
            };
            /** @description Too many; later again. */
            429: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description What to mend. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Try again. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    layer_ticket: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ImportLayer"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LayerTicket"];
                };
            };
            /** @description Too many; later again. */
            429: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description What to mend. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Try again. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    withdraw_layers: {
        parameters: {
            query?: never;
            header?: {
                /** @description Made with the step, such as a UUID; a retry starts nothing twice. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["WithdrawLayers"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ImportStarted"];
                };
            };
            /** @description Too many; later again. */
            429: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description What to mend. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Try again. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    import_report: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description From the ticket. */
                import_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LayerImport"];
                };
            };
            /** @description Too many; later again. */
            429: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description What to mend. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Try again. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    layer_difference: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description From the ticket. */
                import_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LayerDifference"];
                };
            };
            /** @description Too many; later again. */
            429: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description What to mend. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Try again. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    start_import: {
        parameters: {
            query?: never;
            header?: {
                /** @description Made with the step, such as a UUID; a retry starts nothing twice. */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @description From the ticket. */
                import_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["StartImport"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ImportStarted"];
                };
            };
            /** @description Too many; later again. */
            429: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description What to mend. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Try again. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    rerouting_report: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description From the ticket. */
                import_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LayerRerouting"];
                };
            };
            /** @description Too many; later again. */
            429: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description What to mend. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Try again. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    start_rerouting: {
        parameters: {
            query?: never;
            header?: {
                /** @description Made with the step, such as a UUID; a retry starts nothing twice. */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @description From the ticket. */
                import_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RerouteOpenCases"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LayerRerouting"];
                };
            };
            /** @description Too many; later again. */
            429: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description What to mend. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Try again. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    list_users: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Users"];
                };
            };
            /** @description Too many; later again. */
            429: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description What to mend. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Try again. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    invite_user: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["InviteUser"];
            };
        };
        responses: {
            /** @description Done. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["User"];
                };
            };
            /** @description Too many; later again. */
            429: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description What to mend. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Try again. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    change_user: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description From the list. */
                user_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ChangeUser"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["User"];
                };
            };
            /** @description Too many; later again. */
            429: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description What to mend. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Try again. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    switch_off_user: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description From the list. */
                user_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["User"];
                };
            };
            /** @description Too many; later again. */
            429: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description What to mend. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Try again. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    switch_on_user: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description From the list. */
                user_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["User"];
                };
            };
            /** @description Too many; later again. */
            429: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description What to mend. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Try again. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    reset_user: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description From the list. */
                user_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["User"];
                };
            };
            /** @description Too many; later again. */
            429: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description What to mend. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Try again. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    reset_codes: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description From the list. */
                user_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["User"];
                };
            };
            /** @description Too many; later again. */
            429: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description What to mend. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Try again. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    list_versions: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CityVersions"];
                };
            };
            /** @description Too many; later again. */
            429: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description What to mend. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Try again. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    compare_versions: {
        parameters: {
            query?: {
                /** @description The standing one unless given. */
                before?: string;
                /** @description The standing one unless given. */
                after?: string;
                /** @description A language of the city; else Accept-Language decides. */
                lang?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CityDifference"];
                };
            };
            /** @description Too many; later again. */
            429: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description What to mend. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Try again. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    check_pack: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CheckPack"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CheckedPack"];
                };
            };
            /** @description Too many; later again. */
            429: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description What to mend. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Try again. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    publish_pack: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PublishPack"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PublishedCity"];
                };
            };
            /** @description Too many; later again. */
            429: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description What to mend. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Try again. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    roll_back: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RollBack"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PublishedCity"];
                };
            };
            /** @description Too many; later again. */
            429: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description What to mend. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Try again. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    try_duplicate_rules: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TryDuplicateRules"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TriedRules"];
                };
            };
            /** @description Too many; later again. */
            429: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description What to mend. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Try again. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    read_audit_log: {
        parameters: {
            query?: {
                /** @description Such as 2026-11; this one unless given. */
                month?: string;
                /** @description Instead of a month: whose actions, `by` of an entry. */
                by?: string;
                /** @description Instead of a month: about which case. */
                case?: string;
                /** @description 1 to 200; 50 unless given. */
                limit?: number;
                /** @description `next` of the last page. */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AuditLog"];
                };
            };
            /** @description Too many; later again. */
            429: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description What to mend. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Try again. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    list_api_keys: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiKeys"];
                };
            };
            /** @description Too many; later again. */
            429: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description What to mend. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Try again. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    issue_api_key: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["IssueApiKey"];
            };
        };
        responses: {
            /** @description Done. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NewApiKey"];
                };
            };
            /** @description Too many; later again. */
            429: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description What to mend. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Try again. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    revoke_api_key: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description From the list. */
                key_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiKey"];
                };
            };
            /** @description Too many; later again. */
            429: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description What to mend. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Try again. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    list_checks: {
        parameters: {
            query: {
                /** @description Department code. */
                department: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CasesToLookAt"];
                };
            };
            /** @description Too many; later again. */
            429: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description What to mend. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Try again. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    list_flags: {
        parameters: {
            query: {
                /** @description Department code. */
                department: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CasesToLookAt"];
                };
            };
            /** @description Too many; later again. */
            429: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description What to mend. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Try again. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    overview: {
        parameters: {
            query?: {
                /** @description Department code; all of them unless given. */
                department?: string;
                /** @description With `area`, in place of a department: a layer that the overview names. */
                layer?: string;
                /** @description An id of that layer. */
                area?: string;
                /** @description Only these types, with commas between them. */
                service_code?: string;
                /** @description Only types of this group, in place of types. */
                group?: string;
                /** @description First day as 2026-11-01; four weeks before the end unless given. */
                from?: string;
                /** @description Last day; today unless given. */
                to?: string;
                /** @description By the areas of this layer; the first that there is unless given. */
                by?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Overview"];
                };
            };
            /** @description Too many; later again. */
            429: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description What to mend. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Try again. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    overview_attention: {
        parameters: {
            query?: {
                /** @description Department code; all of them unless given. */
                department?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OverviewAttention"];
                };
            };
            /** @description Too many; later again. */
            429: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description What to mend. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Try again. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    list_figure_cases: {
        parameters: {
            query?: {
                /** @description Department code; all of them unless given. */
                department?: string;
                /** @description With `area`, in place of a department: a layer that the overview names. */
                layer?: string;
                /** @description An id of that layer. */
                area?: string;
                /** @description Only these types, with commas between them. */
                service_code?: string;
                /** @description Only types of this group, in place of types. */
                group?: string;
                /** @description First day as 2026-11-01; four weeks before the end unless given. */
                from?: string;
                /** @description Last day; today unless given. */
                to?: string;
                /** @description open (now, unless given), opened, closed, reopened or flagged (in the period), owner_checks (by now). */
                of?: string;
                /** @description yes: the promise was kept; no: it was broken, or is over. */
                on_time?: string;
                /** @description Only reported this way. */
                source?: string;
                /** @description Only closed with this outcome. */
                outcome?: string;
                /** @description Only with this flag. */
                flag?: string;
                /** @description Only as many days old as this, or took so many. */
                age_from?: number;
                /** @description At most as many days. */
                age_to?: number;
                /** @description 1 to 100. */
                limit?: number;
                /** @description `next` of the last page. */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FigureCases"];
                };
            };
            /** @description Too many; later again. */
            429: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description What to mend. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Try again. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    file_request: {
        parameters: {
            query?: {
                /** @description A language of the city; else Accept-Language decides. */
                lang?: string;
            };
            header?: {
                /** @description Made with the call, such as a UUID; a retry files and counts nothing twice. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SubmitRequest"];
            };
        };
        responses: {
            /** @description Done. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FiledForCaller"];
                };
            };
            /** @description Too many; later again. */
            429: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description What to mend. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Try again. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    read_for_staff: {
        parameters: {
            query?: {
                /** @description A language of the city; else Accept-Language decides. */
                lang?: string;
            };
            header?: never;
            path: {
                /** @description The tracking number; case, spaces and hyphens do not matter. */
                service_request_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StaffRequest"];
                };
            };
            /** @description Too many; later again. */
            429: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description What to mend. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Try again. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    read_contact: {
        parameters: {
            query: {
                /** @description Why. */
                reason: string;
            };
            header?: never;
            path: {
                /** @description The tracking number; case, spaces and hyphens do not matter. */
                service_request_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReporterContact"];
                };
            };
            /** @description Too many; later again. */
            429: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description What to mend. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Try again. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    release_content: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The tracking number; case, spaces and hyphens do not matter. */
                service_request_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ReleaseContent"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StaffRequest"];
                };
            };
            /** @description Too many; later again. */
            429: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description What to mend. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Try again. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    withdraw_content: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The tracking number; case, spaces and hyphens do not matter. */
                service_request_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["WithdrawContent"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StaffRequest"];
                };
            };
            /** @description Too many; later again. */
            429: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description What to mend. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Try again. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    ask_resident: {
        parameters: {
            query?: {
                /** @description A language of the city; else Accept-Language decides. */
                lang?: string;
            };
            header?: never;
            path: {
                /** @description The tracking number; case, spaces and hyphens do not matter. */
                service_request_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AskResident"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StaffRequest"];
                };
            };
            /** @description Too many; later again. */
            429: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description What to mend. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Try again. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    check_owner: {
        parameters: {
            query?: {
                /** @description A language of the city; else Accept-Language decides. */
                lang?: string;
            };
            header?: never;
            path: {
                /** @description The tracking number; case, spaces and hyphens do not matter. */
                service_request_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CheckOwner"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StaffRequest"];
                };
            };
            /** @description Too many; later again. */
            429: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description What to mend. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Try again. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    merge_requests: {
        parameters: {
            query?: {
                /** @description A language of the city; else Accept-Language decides. */
                lang?: string;
            };
            header?: never;
            path: {
                /** @description The tracking number; case, spaces and hyphens do not matter. */
                service_request_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["MergeRequests"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StaffRequest"];
                };
            };
            /** @description Too many; later again. */
            429: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description What to mend. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Try again. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    unmerge_request: {
        parameters: {
            query?: {
                /** @description A language of the city; else Accept-Language decides. */
                lang?: string;
            };
            header?: never;
            path: {
                /** @description The tracking number; case, spaces and hyphens do not matter. */
                service_request_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["UnmergeRequest"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StaffRequest"];
                };
            };
            /** @description Too many; later again. */
            429: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description What to mend. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Try again. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    correct_location: {
        parameters: {
            query?: {
                /** @description A language of the city; else Accept-Language decides. */
                lang?: string;
            };
            header?: never;
            path: {
                /** @description The tracking number; case, spaces and hyphens do not matter. */
                service_request_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CorrectLocation"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StaffRequest"];
                };
            };
            /** @description Too many; later again. */
            429: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description What to mend. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Try again. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    reclassify_request: {
        parameters: {
            query?: {
                /** @description A language of the city; else Accept-Language decides. */
                lang?: string;
            };
            header?: never;
            path: {
                /** @description The tracking number; case, spaces and hyphens do not matter. */
                service_request_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ReclassifyRequest"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StaffRequest"];
                };
            };
            /** @description Too many; later again. */
            429: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description What to mend. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Try again. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    look_at_case: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The tracking number; case, spaces and hyphens do not matter. */
                service_request_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["LookAtCase"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Presence"];
                };
            };
            /** @description Too many; later again. */
            429: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description What to mend. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Try again. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    list_work_orders: {
        parameters: {
            query: {
                /** @description Department code. */
                department: string;
                /** @description open, assigned, scheduled, started, paused or completed. */
                status?: string;
                /** @description Only of this type. */
                service_code?: string;
                /** @description Only at this map feature: layer:feature. */
                area?: string;
                /** @description Only of this crew's district, as work orders name it. */
                crew?: string;
                /** @description Only of this crew or person; `me` is who asks. */
                assignee?: string;
                /** @description 1 to 200. */
                limit?: number;
                /** @description `next` of the last page. */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        work_orders: components["schemas"]["WorkOrder"][];
                        /** @description Texts that the city has only in another language: by language, where they stand in this answer (JSON pointers). Left out when there are none. */
                        other_languages?: {
                            [key: string]: string[];
                        };
                        /** @description `cursor` of the next page. */
                        next: string | null;
                    };
                };
            };
            /** @description Too many; later again. */
            429: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description What to mend. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Try again. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    list_escalations: {
        parameters: {
            query: {
                /** @description Department code. */
                department: string;
                /** @description late or very_late; both unless given. */
                level?: string;
                /** @description 1 to 200. */
                limit?: number;
                /** @description `next` of the last page. */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        work_orders: components["schemas"]["WorkOrder"][];
                        /** @description Texts that the city has only in another language: by language, where they stand in this answer (JSON pointers). Left out when there are none. */
                        other_languages?: {
                            [key: string]: string[];
                        };
                        /** @description `cursor` of the next page. */
                        next: string | null;
                    };
                };
            };
            /** @description Too many; later again. */
            429: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description What to mend. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Try again. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    plan_route: {
        parameters: {
            query: {
                /** @description Department code. */
                department: string;
                /** @description A local day as 2026-11-30; today unless given. */
                date?: string;
                /** @description A language of the city; else Accept-Language decides. */
                lang?: string;
            };
            header?: never;
            path: {
                /** @description Who the work is assigned to. */
                crew: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CrewDay"];
                };
            };
            /** @description Too many; later again. */
            429: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description What to mend. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Try again. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    bulk_work_orders: {
        parameters: {
            query?: never;
            header?: {
                /** @description Made with the action; a retry does nothing twice. Not needed for a preview. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["BulkWorkOrders"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BulkReport"];
                };
            };
            /** @description Too many; later again. */
            429: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description What to mend. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Try again. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    undo_bulk: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description From the answer. */
                bulk_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BulkReport"];
                };
            };
            /** @description Too many; later again. */
            429: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description What to mend. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Try again. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    read_work_order: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The tracking number; case, spaces and hyphens do not matter. */
                service_request_id: string;
                /** @description The work order within the case. */
                work_order_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    /** @description The version, for If-Match of the next step. */
                    ETag: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WorkOrder"];
                };
            };
            /** @description Too many; later again. */
            429: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description What to mend. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Try again. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    claim_work_order: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag of the work order that was seen; without it the last writer wins. */
                "If-Match"?: string;
            };
            path: {
                /** @description The tracking number; case, spaces and hyphens do not matter. */
                service_request_id: string;
                /** @description The work order within the case. */
                work_order_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    /** @description The version, for If-Match of the next step. */
                    ETag: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WorkOrder"];
                };
            };
            /** @description Too many; later again. */
            429: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description What to mend. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Try again. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    assign_work_order: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag of the work order that was seen; without it the last writer wins. */
                "If-Match"?: string;
            };
            path: {
                /** @description The tracking number; case, spaces and hyphens do not matter. */
                service_request_id: string;
                /** @description The work order within the case. */
                work_order_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AssignWorkOrder"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    /** @description The version, for If-Match of the next step. */
                    ETag: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WorkOrder"];
                };
            };
            /** @description Too many; later again. */
            429: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description What to mend. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Try again. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    schedule_work_order: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag of the work order that was seen; without it the last writer wins. */
                "If-Match"?: string;
            };
            path: {
                /** @description The tracking number; case, spaces and hyphens do not matter. */
                service_request_id: string;
                /** @description The work order within the case. */
                work_order_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ScheduleWorkOrder"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    /** @description The version, for If-Match of the next step. */
                    ETag: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WorkOrder"];
                };
            };
            /** @description Too many; later again. */
            429: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description What to mend. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Try again. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    start_work_order: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag of the work order that was seen; without it the last writer wins. */
                "If-Match"?: string;
            };
            path: {
                /** @description The tracking number; case, spaces and hyphens do not matter. */
                service_request_id: string;
                /** @description The work order within the case. */
                work_order_id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["StartWorkOrder"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    /** @description The version, for If-Match of the next step. */
                    ETag: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WorkOrder"];
                };
            };
            /** @description Too many; later again. */
            429: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description What to mend. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Try again. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    pause_work_order: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag of the work order that was seen; without it the last writer wins. */
                "If-Match"?: string;
            };
            path: {
                /** @description The tracking number; case, spaces and hyphens do not matter. */
                service_request_id: string;
                /** @description The work order within the case. */
                work_order_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PauseWorkOrder"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    /** @description The version, for If-Match of the next step. */
                    ETag: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WorkOrder"];
                };
            };
            /** @description Too many; later again. */
            429: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description What to mend. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Try again. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    resume_work_order: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag of the work order that was seen; without it the last writer wins. */
                "If-Match"?: string;
            };
            path: {
                /** @description The tracking number; case, spaces and hyphens do not matter. */
                service_request_id: string;
                /** @description The work order within the case. */
                work_order_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    /** @description The version, for If-Match of the next step. */
                    ETag: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WorkOrder"];
                };
            };
            /** @description Too many; later again. */
            429: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description What to mend. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Try again. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    complete_work_order: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag of the work order that was seen; without it the last writer wins. */
                "If-Match"?: string;
            };
            path: {
                /** @description The tracking number; case, spaces and hyphens do not matter. */
                service_request_id: string;
                /** @description The work order within the case. */
                work_order_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CompleteWorkOrder"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    /** @description The version, for If-Match of the next step. */
                    ETag: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WorkOrder"];
                };
            };
            /** @description Too many; later again. */
            429: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description What to mend. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Try again. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    refuse_work_order: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag of the work order that was seen; without it the last writer wins. */
                "If-Match"?: string;
            };
            path: {
                /** @description The tracking number; case, spaces and hyphens do not matter. */
                service_request_id: string;
                /** @description The work order within the case. */
                work_order_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RefuseWorkOrder"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    /** @description The version, for If-Match of the next step. */
                    ETag: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WorkOrder"];
                };
            };
            /** @description Too many; later again. */
            429: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description What to mend. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Try again. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    transfer_work_order: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag of the work order that was seen; without it the last writer wins. */
                "If-Match"?: string;
            };
            path: {
                /** @description The tracking number; case, spaces and hyphens do not matter. */
                service_request_id: string;
                /** @description The work order within the case. */
                work_order_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TransferWorkOrder"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    /** @description The version, for If-Match of the next step. */
                    ETag: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WorkOrder"];
                };
            };
            /** @description Too many; later again. */
            429: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description What to mend. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Try again. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    read_step_positions: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The tracking number; case, spaces and hyphens do not matter. */
                service_request_id: string;
                /** @description The work order within the case. */
                work_order_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StepPositions"];
                };
            };
            /** @description Too many; later again. */
            429: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description What to mend. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Try again. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    split_work_order: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The tracking number; case, spaces and hyphens do not matter. */
                service_request_id: string;
                /** @description The work order within the case. */
                work_order_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SplitWorkOrder"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        work_orders: components["schemas"]["WorkOrder"][];
                        /** @description Texts that the city has only in another language: by language, where they stand in this answer (JSON pointers). Left out when there are none. */
                        other_languages?: {
                            [key: string]: string[];
                        };
                    };
                };
            };
            /** @description Too many; later again. */
            429: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description What to mend. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Try again. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    read_queue: {
        parameters: {
            query: {
                /** @description Department code. */
                department: string;
                /** @description open, assigned, scheduled, started, paused or completed. */
                status?: string;
                /** @description Only of this type. */
                service_code?: string;
                /** @description Only at this map feature: layer:feature. */
                area?: string;
                /** @description Only of this crew's district, as work orders name it. */
                crew?: string;
                /** @description Only of this crew or person; `me` is who asks. */
                assignee?: string;
                /** @description 1 to 1000. */
                limit?: number;
                /** @description `next` of the last page. */
                cursor?: string;
                /** @description A language of the city; else Accept-Language decides. */
                lang?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Queue"];
                };
            };
            /** @description Too many; later again. */
            429: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description What to mend. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Try again. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    list_views: {
        parameters: {
            query: {
                /** @description Department code. */
                department: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Views"];
                };
            };
            /** @description Too many; later again. */
            429: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description What to mend. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Try again. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    keep_view: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Made by the app that keeps it, such as a UUID. */
                view_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["KeepView"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SavedView"];
                };
            };
            /** @description Too many; later again. */
            429: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description What to mend. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Try again. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    remove_view: {
        parameters: {
            query: {
                /** @description Department code. */
                department: string;
                /** @description true: of the department. */
                shared?: boolean;
            };
            header?: never;
            path: {
                /** @description Made by the app that keeps it, such as a UUID. */
                view_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Views"];
                };
            };
            /** @description Too many; later again. */
            429: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description What to mend. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Try again. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    begin_with_view: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["BeginWithView"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Views"];
                };
            };
            /** @description Too many; later again. */
            429: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description What to mend. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Try again. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    find_caller: {
        parameters: {
            query?: {
                /** @description A language of the city; else Accept-Language decides. */
                lang?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["FindCaller"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Caller"];
                };
            };
            /** @description Too many; later again. */
            429: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description What to mend. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Try again. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    join_for_caller: {
        parameters: {
            query?: {
                /** @description A language of the city; else Accept-Language decides. */
                lang?: string;
            };
            header?: {
                /** @description Made with the call, such as a UUID; a retry files and counts nothing twice. */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @description The tracking number; case, spaces and hyphens do not matter. */
                service_request_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["JoinForCaller"];
            };
        };
        responses: {
            /** @description Done. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Joined"];
                };
            };
            /** @description Too many; later again. */
            429: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description What to mend. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Try again. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    information_calls: {
        parameters: {
            query?: {
                /** @description First day, such as 2026-11-01; 30 days unless given. */
                from?: string;
                /** @description Last day; today unless given. At most 366 days. */
                to?: string;
                /** @description A language of the city; else Accept-Language decides. */
                lang?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InformationCalls"];
                };
            };
            /** @description Too many; later again. */
            429: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description What to mend. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Try again. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    count_information_call: {
        parameters: {
            query?: {
                /** @description A language of the city; else Accept-Language decides. */
                lang?: string;
            };
            header?: {
                /** @description Made with the call, such as a UUID; a retry files and counts nothing twice. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CountInformationCall"];
            };
        };
        responses: {
            /** @description Done. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InformationCall"];
                };
            };
            /** @description Too many; later again. */
            429: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description What to mend. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Try again. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
}
