// The fields of an app context, compared with the SDK's description. The SDK does not say of all
// fields of chat, nor of a guest's uid, that they may be missing.

import type { DecryptedAppContextResponse } from "@zoom/appssdk";
import { expectTypeOf } from "expect-type";
import type { AppContext, AppContextFields } from "zoom-pkce/server";

expectTypeOf<Required<AppContextFields>>().toEqualTypeOf<Required<DecryptedAppContextResponse>>();
expectTypeOf<DecryptedAppContextResponse>().toExtend<AppContextFields>();
expectTypeOf<AppContext>().toExtend<Partial<DecryptedAppContextResponse>>();
